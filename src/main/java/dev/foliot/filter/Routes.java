package dev.foliot.filter;

/**
 * The routes that packets take to a source and back: by how much longer than the first ones they are, and whether they
 * have just changed.
 */
final class Routes {
    /** While there are so few exchanges, nothing is known of what is usual. */
    private static final int NOTHING_KNOWN = 8;

    /** How much the shifts of the two ways may differ when the source has been set: queues blur them. */
    private static final double ALIKE = 0.5;

    private static final Change NONE = new Change(0, 0, 0, false);

    private final Route up = new Route(Way.UP);
    private final Route down = new Route(Way.DOWN);

    /**
     * What has changed.
     *
     * @param exchanges how many of the latest took the new route; 0 when nothing has changed
     * @param upS by how much longer the way to the source has become, in seconds
     * @param downS by how much the way back has
     * @param sourceSet whether it is not the route that has changed, but the source's clock
     */
    record Change(int exchanges, double upS, double downS, boolean sourceSet) {}

    /** By how much longer than at first the way is, in seconds. */
    double shiftS(Way way) {
        return way == Way.UP ? up.shiftS : down.shiftS;
    }

    /** Looks at the newest exchange, of {@code known}, through the eyes of a hypothesis that has taken it in. */
    Change see(Hypothesis hypothesis, int known) {
        if (known <= NOTHING_KNOWN) {
            return NONE;
        }
        up.see(hypothesis);
        down.see(hypothesis);
        int ofUp = up.monitor.newRoute(known);
        int ofDown = down.monitor.newRoute(known);
        int count = Math.max(ofUp, ofDown);
        if (count == 0) {
            return NONE;
        }
        double upS = up.monitor.leastS(count);
        double downS = down.monitor.leastS(count);
        double largerS = Math.max(Math.abs(upS), Math.abs(downS));
        boolean opposite = upS * downS < 0 && Math.abs(upS + downS) < ALIKE * largerS;
        Change change = opposite && up.monitor.constant(count) && down.monitor.constant(count)
                ? new Change(count, 0, 0, true)
                : new Change(
                        count,
                        ofUp > 0 ? up.change(hypothesis, ofUp) : 0,
                        ofDown > 0 ? down.change(hypothesis, ofDown) : 0,
                        false);
        up.monitor.clear();
        down.monitor.clear();
        return change;
    }

    /** Back to the first routes: the source or our clock has been set, so that nothing is known of any. */
    void clear() {
        up.clear();
        down.clear();
    }

    /** One way's. */
    private static final class Route {
        final Way way;
        final RouteMonitor monitor = new RouteMonitor();
        double shiftS;

        Route(Way way) {
            this.way = way;
        }

        void clear() {
            monitor.clear();
            shiftS = 0;
        }

        void see(Hypothesis hypothesis) {
            monitor.see(hypothesis.lateS(way), hypothesis.uncertainS(way), hypothesis.surprised(way));
        }

        /**
         * Takes the new route for granted; returns by how much it is longer. Even the earliest packet had to wait a
         * little. A route that is as long as the first one is the first one: so errors do not add up.
         */
        double change(Hypothesis hypothesis, int count) {
            double queueS = hypothesis.queueS(way);
            double longerS = monitor.leastS(count) - queueS / count;
            if (Math.abs(shiftS + longerS) < queueS) {
                longerS = -shiftS;
            }
            shiftS += longerS;
            return longerS;
        }
    }
}
