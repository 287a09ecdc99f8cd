package dev.foliot.filter;

/** Three linear equations, solved by elimination with pivots. Made once, used often. */
final class LinearSystem {
    private final double[][] rows = {new double[4], new double[4], new double[4]};
    private final double[] solution = new double[3];

    /** Sets an equation: a x0 + b x1 + c x2 = right. */
    void row(int i, double a, double b, double c, double right) {
        double[] row = rows[i];
        row[0] = a;
        row[1] = b;
        row[2] = c;
        row[3] = right;
    }

    void solve() {
        for (int column = 0; column < 3; column++) {
            bringUpLargest(column);
            double[] pivot = rows[column];
            for (int i = column + 1; i < 3; i++) {
                double factor = rows[i][column] / pivot[column];
                for (int j = column; j < 4; j++) {
                    rows[i][j] -= factor * pivot[j];
                }
            }
        }
        for (int i = 2; i >= 0; i--) {
            double sum = rows[i][3];
            for (int j = i + 1; j < 3; j++) {
                sum -= rows[i][j] * solution[j];
            }
            solution[i] = sum / rows[i][i];
        }
    }

    private void bringUpLargest(int column) {
        int largest = column;
        for (int i = column + 1; i < 3; i++) {
            if (Math.abs(rows[i][column]) > Math.abs(rows[largest][column])) {
                largest = i;
            }
        }
        double[] row = rows[column];
        rows[column] = rows[largest];
        rows[largest] = row;
    }

    double solution(int i) {
        return solution[i];
    }
}
