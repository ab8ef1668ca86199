/* AssemblyScript: compiled to WebAssembly by scripts/build-kernel.ts. The host lays out the memory (kernel-plan.ts); nothing here allocates. */
export { complement } from "./complement";
export { shortBlocks, shortRound, shortStart } from "./short";
export { longBlocks, longRound, longStart } from "./long";
export { wideAdd, wideBlocks, wideChain, wideCount, wideKeep } from "./wide";
export { differences, writeDecimals } from "./decimal";
export { joinWide, joinShort } from "./join";
export { splitWide, splitLong, splitShort } from "./split";
export { mixRows, renderFixed16, renderFixed4, renderFixed8, renderMixed } from "./render";
export { patchWords, rankWords, settle, splitMixed, unrankWords } from "./words";
export { checkTokens, mixPoints, renderRows, renderTexts } from "./format";
