package dev.foliot.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IntersectionTest {
    record Interval(double low, double high) {
        boolean contains(double point) {
            return low <= point && point <= high;
        }
    }

    @Test
    void theExampleOfThePaper() {
        // Marzullo: 10 +- 2, 12 +- 1 and 11 +- 1 have 11 to 12 in common.
        assertEquals(
                new Intersection(11, 12, 3, 0), of(new Interval(8, 12), new Interval(11, 13), new Interval(10, 12)));
    }

    @Test
    void intervalsThatTouchHaveAPointInCommon() {
        assertEquals(new Intersection(1, 1, 2, 0), of(new Interval(0, 1), new Interval(1, 2)));
    }

    @Test
    void oneInsideAnotherIsTheInnerOne() {
        assertEquals(new Intersection(4, 5, 2, 0), of(new Interval(0, 10), new Interval(4, 5)));
    }

    @Test
    void twoThatDisagreeWithAThirdThatCannotTellAreBothWithin() {
        Intersection both = of(new Interval(0, 1), new Interval(2, 3), new Interval(-10, 10));
        assertEquals(new Intersection(0, 3, 2, 0), both);
    }

    @Test
    void whereMostOfTheTrustedMeetCountsMoreThanAnyNumberOfOthers() {
        double[] low = {0, 5, 5, 5, 1, 2};
        double[] high = {2, 6, 6, 6, 3, 2.5};
        boolean[] trusted = {true, false, false, false, true, false};
        assertEquals(new Intersection(2, 2, 3, 2), Intersection.of(low, high, trusted));
    }

    /** Small whole numbers, so that ends coincide often; every end is tried as a point. */
    @Property
    void itIsWhatTryingEveryPointFinds(@ForAll("intervals") List<Interval> intervals) {
        List<Double> points = intervals.stream()
                .flatMap(i -> List.of(i.low(), i.high()).stream())
                .sorted()
                .toList();
        long most =
                points.stream().mapToLong(p -> containing(intervals, p)).max().orElseThrow();
        List<Double> best =
                points.stream().filter(p -> containing(intervals, p) == most).toList();

        Intersection found = of(intervals.toArray(Interval[]::new));

        assertEquals(new Intersection(best.get(0), best.get(best.size() - 1), (int) most, 0), found);
    }

    @Provide
    Arbitrary<List<Interval>> intervals() {
        Arbitrary<Integer> low = Arbitraries.integers().between(-20, 20);
        Arbitrary<Integer> width = Arbitraries.integers().between(0, 12);
        return Combinators.combine(low, width)
                .as((l, w) -> new Interval(l, l + w))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static long containing(List<Interval> intervals, double point) {
        return intervals.stream().filter(i -> i.contains(point)).count();
    }

    private static Intersection of(Interval... intervals) {
        double[] low = new double[intervals.length];
        double[] high = new double[intervals.length];
        for (int i = 0; i < intervals.length; i++) {
            low[i] = intervals[i].low();
            high[i] = intervals[i].high();
        }
        return Intersection.of(low, high, new boolean[intervals.length]);
    }
}
