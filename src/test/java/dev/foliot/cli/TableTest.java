package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void wordsStartAndNumbersEndAtTheSameColumn() {
        Table table = new Table().left("name").right("count").left("note");
        table.row("a", "1", "x").row("longer", "1000000", "");
        assertEquals("name     count note\na            1 x\nlonger 1000000\n", table.render(Palette.PLAIN));
    }

    @Test
    void withoutTitlesThereIsNoTitleLine() {
        assertEquals("a b\n", new Table().left("").left("").row("a", "b").render(Palette.PLAIN));
    }

    @Test
    void aRowIsPaintedAfterItHasBeenAligned() {
        Table table = new Table()
                .left("")
                .left("")
                .row(line -> "<" + line + ">", "a", "b")
                .row("ccc", "d");
        assertEquals("<a   b>\nccc d\n", table.render(Palette.PLAIN));
    }

    @Test
    void aCellBeyondItsLimitLosesItsMiddle() {
        assertEquals(
                "abcd..xyz\n",
                new Table().left("", 9).row("abcdefghijklmnopqrstuvwxyz").render(Palette.PLAIN));
        assertEquals("abcdefghi\n", new Table().left("", 9).row("abcdefghi").render(Palette.PLAIN));
    }

    @Test
    void aRowWithTheWrongNumberOfCellsIsAFault() {
        Table table = new Table().left("").left("");
        assertThrows(IllegalArgumentException.class, () -> table.row("a"));
    }
}
