/**
 * d′ C⁻¹ d: the squared distance of deviations from 0 under their covariance, by Cholesky's factor L of C, as the square of the y with L y = d.
 *
 * @param covariance Symmetric and positive definite; NaN comes out where it is not.
 */
export function quadraticForm(deviations: readonly number[], covariance: readonly (readonly number[])[]): number {
  const factor: number[][] = [];
  const solved: number[] = [];
  for (const [row, deviation] of deviations.entries()) {
    const line: number[] = [];
    for (let column = 0; column < row; column++) {
      const other = factor[column] ?? [];
      line.push(((covariance[row]?.[column] ?? NaN) - dot(line, other, column)) / (other[column] ?? NaN));
    }
    const pivot = Math.sqrt((covariance[row]?.[row] ?? NaN) - dot(line, line, row));
    solved.push((deviation - dot(line, solved, row)) / pivot);
    factor.push([...line, pivot]);
  }
  return dot(solved, solved, solved.length);
}

function dot(a: readonly number[], b: readonly number[], length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
