package dev.foliot.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionOptionsTest {
    private static final SelectionOptions NOSELECT = new SelectionOptions(true, false, false, false);
    private static final SelectionOptions PREFER = new SelectionOptions(false, true, false, false);
    private static final SelectionOptions TRUST = new SelectionOptions(false, false, true, false);
    private static final SelectionOptions REQUIRE = new SelectionOptions(false, false, false, true);

    private static final SelectionOptions NEARLY_SYMMETRIC = SelectionOptions.NONE.withMaximumAsymmetry(0.1);

    private final Electorate electorate = new Electorate(1);

    @Test
    void aSourceThatIsOnlyWatchedHasNoVote() {
        SelectionOutcome<String> outcome =
                electorate.source("a", 0).source("b", 0.5, NOSELECT).round();
        assertEquals(Map.of("a", SourceRole.SELECTED, "b", SourceRole.NOSELECT), outcome.roles());
        assertEquals(1, outcome.quorum().voters());
    }

    @Test
    void ofThoseThatAreRightThePreferredOnesAreUsedThoughOthersAreNearer() {
        electorate.source("near", 0.002, 0.002, SelectionOptions.NONE);
        electorate.source("preferred", 0.002, PREFER).source("as well", 0.002, PREFER);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(SourceRole.NOT_PREFERRED, outcome.roles().get("near"));
        assertEquals(SourceRole.SELECTED, outcome.roles().get("preferred"));
        assertEquals(SourceRole.COMBINED, outcome.roles().get("as well"));
        assertEquals(0.002, electorate.offsetS(outcome), 1e-9);
    }

    @Test
    void aPreferredSourceThatIsOutvotedIsNotUsed() {
        electorate.source("a", 0).source("b", 0.001).source("preferred", 0.5, PREFER);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("preferred"));
        assertTrue(outcome.roles().get("a").used() && outcome.roles().get("b").used());
    }

    @Test
    void aTrustedSourceIsRightAgainstAnyMajority() {
        electorate.source("trusted", 0, TRUST);
        for (int i = 0; i < 5; i++) {
            electorate.source("liar" + i, 0.5);
        }
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(SourceRole.SELECTED, outcome.roles().get("trusted"));
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("liar3"));
        assertEquals(0, electorate.offsetS(outcome), 1e-9);
    }

    @Test
    void trustedSourcesMayBeOutvotedByEachOther() {
        electorate.source("t1", 0, TRUST).source("t2", 0.001, TRUST).source("t3", 0.5, TRUST);
        electorate.source("with t3", 0.5).source("with t1", 0.001);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("t3"));
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("with t3"));
        assertTrue(outcome.roles().get("with t1").used());
    }

    @Test
    void trustedSourcesThatContradictEachOtherMoveNothingWhateverTheOthersSay() {
        electorate.source("t1", 0, TRUST).source("t2", 0.5, TRUST);
        electorate.source("a", 0).source("b", 0).source("c", 0);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(Optional.empty(), outcome.estimate());
        assertEquals(
                Optional.of("2 trusted sources that agree; 1 of 2 does"),
                outcome.quorum().waitingFor());
    }

    @Test
    void aTrustedSourceStillNeedsAsManyThatAgreeAsConfigured() {
        Electorate two = new Electorate(2);
        SelectionOutcome<String> alone =
                two.source("trusted", 0, TRUST).source("liar", 0.5).round();
        assertEquals(Optional.empty(), alone.estimate());
        assertEquals(
                Optional.of("2 sources that agree (minimum-agreeing-sources); 1 of 2 does"),
                alone.quorum().waitingFor());
        assertTrue(two.source("witness", 0.001).round().estimate().isPresent());
    }

    @Test
    void withoutARequiredSourceThatIsRightNoneIsBelieved() {
        electorate.source("a", 0).source("b", 0.001).source("required", 0.5, REQUIRE);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(Optional.empty(), outcome.estimate());
        assertEquals(SourceRole.NO_REQUIRED, outcome.roles().get("a"));
        assertEquals(
                Optional.of("a required source to agree with the others"),
                outcome.quorum().waitingFor());

        electorate.silence("required");
        assertEquals(Optional.empty(), electorate.round().estimate());

        electorate.source("required too", 0.002, REQUIRE);
        outcome = electorate.round();
        assertTrue(outcome.roles().get("a").used()
                && outcome.roles().get("required too").used());
        assertEquals(Optional.empty(), outcome.quorum().waitingFor());
    }

    @Test
    void whatIsMissingIsSaidAsItIs() {
        electorate.source("a", 0).source("b", 0.5).source("c", 1);
        assertEquals(
                Optional.of("2 sources that agree; 1 of 3 does"),
                electorate.round().quorum().waitingFor());
        Electorate four = new Electorate(4);
        four.source("a", 0).source("b", 0).source("c", 0);
        assertEquals(
                Optional.of("4 sources that agree (minimum-agreeing-sources); 3 of 3 do"),
                four.round().quorum().waitingFor());
    }

    @Test
    void aSourceThatIsNeverUsedCannotBeAnythingElse() {
        assertThrows(IllegalArgumentException.class, () -> new SelectionOptions(true, true, false, false));
        assertThrows(IllegalArgumentException.class, () -> new SelectionOptions(true, false, true, false));
        assertThrows(IllegalArgumentException.class, () -> new SelectionOptions(true, false, false, true));
    }

    /** With 16 ms between them two sources agree only if one of the routes is as asymmetric as can be. */
    @Test
    void ofTwoSourcesOneOfWhichIsDeclaredTooSymmetricNoneIsBelieved() {
        electorate.source("a", 0).source("b", 0.016);
        assertTrue(electorate.round().estimate().isPresent());

        electorate.source("a", 0, NEARLY_SYMMETRIC).source("b", 0.016, NEARLY_SYMMETRIC);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(Optional.empty(), outcome.estimate());
        assertEquals(
                Optional.of("2 sources that agree; 1 of 2 does"),
                outcome.quorum().waitingFor());

        electorate.source("c", 0.001, NEARLY_SYMMETRIC);
        assertEquals(SourceRole.FALSETICKER, electorate.round().roles().get("b"));
    }

    /** Those who ask us have declared nothing: they hear of the whole round trip. */
    @Test
    void aDeclarationMakesOurBoundTighterAndNotWhatOthersAreTold() {
        ClockEstimate unknown = electorate.source("a", 0).round().estimate().orElseThrow();
        ClockEstimate declared =
                electorate.source("a", 0, NEARLY_SYMMETRIC).vote().estimate().orElseThrow();
        assertEquals(0.9 * 0.020 / 2, unknown.systematicErrorS() - declared.systematicErrorS(), 1e-12);
        assertEquals(unknown.rootDelayS(), declared.rootDelayS());
        assertEquals(unknown.rootDispersionS(), declared.rootDispersionS());
    }
}
