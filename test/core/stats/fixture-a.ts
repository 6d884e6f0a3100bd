/**
 * Fixture A: twelve accounts with ties. Expected values were computed outside this project with scikit-learn, scipy,
 * statsmodels and R's pROC, and are copied to the tests that use them.
 */
export const health = Float64Array.of(20, 35, 35, 40, 50, 50, 50, 65, 70, 80, 80, 95);
export const churned = Uint8Array.of(1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0);
export const arr = Float64Array.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120);
export const pChurn = Float64Array.of(0.85, 0.6, 0.6, 0.55, 0.4, 0.4, 0.4, 0.25, 0.2, 0.1, 0.1, 0.05);
export const challenger = Float64Array.of(30, 20, 60, 45, 55, 40, 70, 50, 80, 75, 65, 90);
