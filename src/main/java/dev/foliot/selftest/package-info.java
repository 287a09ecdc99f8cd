/**
 * What {@code foliot selftest} tries: whether a machine does for time what the rest of Foliot relies on.
 *
 * <p>Takes a {@link dev.foliot.selftest.Machine}, the ports of {@link dev.foliot.platform} among it; gives a {@link
 * dev.foliot.selftest.Result} for each {@link dev.foliot.selftest.Check}, in words and figures. Only steering checks
 * change anything, through a {@link dev.foliot.selftest.BorrowedClock}, which holds them to their limits and gives the
 * clock back as it was. Nothing here knows an operating system, so that the checks themselves are tested on clocks and
 * networks that are broken on purpose.
 */
package dev.foliot.selftest;
