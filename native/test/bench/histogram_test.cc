#include "histogram.h"

#include <gtest/gtest.h>

#include <memory>

TEST(Histogram, IsEmptyAtFirst) {
    auto histogram = std::make_unique<struct histogram>();
    EXPECT_EQ(histogram_quantile(histogram.get(), 0.5), 0);
}

TEST(Histogram, QuantilesAreRightToWithinABucket) {
    auto histogram = std::make_unique<struct histogram>();
    for (int64_t value = 1; value <= 100000; value++) {
        histogram_add(histogram.get(), value);
    }
    for (double share : {0.01, 0.5, 0.99, 0.999}) {
        double value = share * 100000;
        EXPECT_GE(histogram_quantile(histogram.get(), share), value);
        EXPECT_LE(histogram_quantile(histogram.get(), share), value * 1.017);
    }
    EXPECT_EQ(histogram_quantile(histogram.get(), 1), 100000);
}

TEST(Histogram, SmallValuesAreExactAndNegativeOnesAreZero) {
    auto histogram = std::make_unique<struct histogram>();
    histogram_add(histogram.get(), -5);
    histogram_add(histogram.get(), 63);
    histogram_add(histogram.get(), 64);
    EXPECT_EQ(histogram_quantile(histogram.get(), 0), 0);
    EXPECT_EQ(histogram_quantile(histogram.get(), 0.6), 63);
    EXPECT_EQ(histogram_quantile(histogram.get(), 1), 64);
}

TEST(Histogram, HasABucketForEveryValue) {
    auto histogram = std::make_unique<struct histogram>();
    histogram_add(histogram.get(), INT64_MAX);
    EXPECT_EQ(histogram_quantile(histogram.get(), 0.5), INT64_MAX);
}
