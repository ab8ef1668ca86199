/** The parts of a workbook besides its sheets (ECMA-376, Office Open XML): as few as there can be. */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export interface WorkbookPart {
  readonly name: string;
  readonly text: string;
}

export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** What says that there are so many sheets, and that cells of the style 1 are text. */
export function workbookParts(sheets: number): readonly WorkbookPart[] {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1);
  const sheetTypes = numbers.map(
    (number) => `<Override PartName="/${sheetPath(number)}" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  const entries = numbers.map((number) => `<sheet name="Tokens ${number}" sheetId="${number}" r:id="rId${number}"/>`);
  const relations = numbers.map((number) => relation(number, "worksheet", `worksheets/sheet${number}.xml`));
  return [
    {
      name: "[Content_Types].xml",
      text: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${sheetTypes.join("")}</Types>`,
    },
    { name: "_rels/.rels", text: relationships(relation(1, "officeDocument", "xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      text: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${entries.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: relationships(...relations, relation(sheets + 1, "styles", "styles.xml")),
    },
    { name: "xl/styles.xml", text: STYLES },
  ];
}

function relation(number: number, type: string, target: string): string {
  return `<Relationship Id="rId${number}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
}

function relationships(...all: readonly string[]): string {
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

/** Style 1 has the number format 49, "@": what is typed into such a cell stays text, too. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Characters that a column shows at most. */
const MAX_WIDTH = 255;
const INDEX_WIDTH = 16;

/** What a sheet begins with: columns of text as wide as tokens, and the row of headings, which stays in sight. */
export function sheetHead(tokenCharacters: number): string {
  const width = Math.min(MAX_WIDTH, tokenCharacters + 2);
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="${INDEX_WIDTH}" style="1" customWidth="1"/><col min="2" max="2" width="${width}" style="1" customWidth="1"/></cols><sheetData><row r="1"><c r="A1${CELL}>index${CELL_END}<c r="B1${CELL}>token${CELL_END}</row>`;
}

/** A cell from its address on up to its text: the `<t` is left open for what must be said of blanks. */
export const CELL = '" s="1" t="inlineStr"><is><t';
export const CELL_END = "</t></is></c>";

/** What a sheet ends with; Excel would mark each cell of digits otherwise. */
export function sheetTail(rows: number): string {
  return `</sheetData><ignoredErrors><ignoredError sqref="A1:B${rows}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}
