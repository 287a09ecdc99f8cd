package dev.foliot.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionHistoryTest {
    private final Electorate electorate = new Electorate(1);

    @Test
    void aSourceThatWasOutvotedIsUsedAgainAfterFourSamplesThatAgree() {
        outvoteC();
        electorate.source("c", 0);
        assertUsedAgainAfterFourSamples();
    }

    @Test
    void votesWithoutASampleOfItsOwnDoNotShortenAProbation() {
        outvoteC();
        electorate.source("c", 0);
        for (int i = 0; i < 10; i++) {
            assertEquals(SourceRole.ON_PROBATION, role(electorate.vote(), "c"));
        }
    }

    @Test
    void whoeverIsOutvotedOnProbationBeginsAnew() {
        outvoteC();
        electorate.source("c", 0);
        electorate.round();
        electorate.round();
        electorate.source("c", 0.5);
        assertEquals(SourceRole.FALSETICKER, role(electorate.round(), "c"));
        electorate.source("c", 0);
        assertUsedAgainAfterFourSamples();
    }

    @Test
    void whoeverIsOnProbationDoesNotTipTheScales() {
        outvoteC();

        electorate.source("b", 0.5);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(Optional.empty(), outcome.estimate(), "a against b, and c, who was wrong, would decide");
        assertEquals(2, outcome.quorum().voters());
    }

    @Test
    void whenNobodyElseIsLeftTheyVoteAllTheSame() {
        outvoteC();

        electorate.silence("a");
        electorate.silence("b");
        assertEquals(SourceRole.SELECTED, role(electorate.round(), "c"));
    }

    /** Half of those that claim anything is no majority, also when the other half was wrong lately. */
    @Test
    void whereHalfIsOnProbationAllVote() {
        electorate.source("a", 0).source("b", 0.001).source("c", 0);
        electorate.source("x", 0.5).source("y", 0.5);
        electorate.round();

        electorate.silence("c");
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(Optional.empty(), outcome.estimate(), "a and b against x and y");
        assertEquals(4, outcome.quorum().voters());
    }

    /** Two that lie are first to answer; the honest ones come one by one, and each is outvoted as it comes. */
    @Test
    void liarsThatAnswerFirstAreOutvotedOnceTheHonestAreMore() {
        electorate.source("liar1", 0.5).source("liar2", 0.5).source("a", 0);
        assertEquals(SourceRole.FALSETICKER, role(electorate.round(), "a"));
        electorate.source("b", 0);
        electorate.round();
        electorate.source("c", 0);
        electorate.round();
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(SourceRole.FALSETICKER, role(outcome, "liar1"));
        assertEquals(0, electorate.offsetS(outcome), 1e-9);
    }

    @Test
    void theSelectedSourceStaysWhileNoOtherIsClearlyBetter() {
        electorate.source("a", 0, 0.020, SelectionOptions.NONE).source("b", 0, 0.021, SelectionOptions.NONE);
        assertEquals(SourceRole.SELECTED, role(electorate.round(), "a"));
        electorate.source("a", 0, 0.023, SelectionOptions.NONE);
        assertEquals(SourceRole.SELECTED, role(electorate.round(), "a"));
        electorate.source("a", 0, 0.060, SelectionOptions.NONE);
        assertEquals(SourceRole.SELECTED, role(electorate.round(), "b"), "a has become clearly worse");
    }

    @Test
    void theSelectedSourceIsDroppedAtOnceWhenItIsOutvotedOrSilent() {
        electorate.source("a", 0, 0.019, SelectionOptions.NONE).source("b", 0).source("c", 0);
        assertEquals(SourceRole.SELECTED, role(electorate.round(), "a"));
        electorate.source("a", 0.5, 0.019, SelectionOptions.NONE);
        SelectionOutcome<String> outcome = electorate.round();
        assertEquals(SourceRole.FALSETICKER, role(outcome, "a"));
        assertEquals(0, electorate.offsetS(outcome), 1e-9);

        Electorate two = new Electorate(1);
        two.source("a", 0, 0.019, SelectionOptions.NONE).source("b", 0);
        assertEquals(SourceRole.SELECTED, role(two.round(), "a"));
        two.silence("a");
        assertEquals(SourceRole.SELECTED, role(two.round(), "b"));
    }

    private void outvoteC() {
        electorate.source("a", 0).source("b", 0.001).source("c", 0.5);
        assertEquals(SourceRole.FALSETICKER, role(electorate.round(), "c"));
    }

    private void assertUsedAgainAfterFourSamples() {
        for (int sample = 1; sample <= 4; sample++) {
            assertEquals(SourceRole.ON_PROBATION, role(electorate.round(), "c"), "sample " + sample);
        }
        assertTrue(role(electorate.round(), "c").used());
    }

    private static SourceRole role(SelectionOutcome<String> outcome, String source) {
        return outcome.roles().get(source);
    }
}
