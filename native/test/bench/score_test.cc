#include "score.h"

#include <gtest/gtest.h>

static double after(int answers, double offset_s) {
    double score = 0;
    for (int i = 0; i < answers; i++) {
        score = score_after(score, score_step(true, offset_s));
    }
    return score;
}

TEST(Score, ComesNear20FromRightAnswersAlone) {
    EXPECT_LT(after(103, 0.01), 19.9);
    EXPECT_GT(after(104, -0.07), 19.9);
    EXPECT_LE(after(10000, 0), 20);
}

TEST(Score, FallsWithTheOffset) {
    EXPECT_EQ(score_step(true, -0.0749), 1);
    EXPECT_DOUBLE_EQ(score_step(true, -0.1), 0.6);
    EXPECT_EQ(score_step(true, 0.8), -2);
    EXPECT_EQ(score_step(true, -4), -4);
}

TEST(Score, SilenceCostsMoreThanAnyAnswer) {
    EXPECT_EQ(score_step(false, 0), -5);
    EXPECT_DOUBLE_EQ(score_after(20, -5), 14);
    EXPECT_EQ(score_after(-100, -5), -100);
}
