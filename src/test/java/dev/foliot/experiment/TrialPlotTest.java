package dev.foliot.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.ScenarioReader;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TrialPlotTest {
    @Test
    void plotOfATrialIsWellFormedAndComplete() throws Exception {
        String svg = TrialPlot.of(BuiltInScenarios.variants().find("v-settle").orElseThrow(), 101);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertEquals(4, document.getElementsByTagName("clipPath").getLength());
        for (String word : new String[] {"true error", "published bound", "correction", "Poll interval", "RMS"}) {
            assertTrue(svg.contains(word), word);
        }
        assertFalse(svg.contains("NaN"), "a path without a place");
        assertFalse(svg.contains("Infinity"), "a path without a place");
        assertTrue(svg.length() < 300_000, "size " + svg.length());
    }

    @Test
    void worldInWhichNobodyAnswersHasNoBound() throws Exception {
        String lost = """
                {"format": "clk-scenarios/1", "scenarios": [
                  {"id": "lost", "title": "no packet arrives", "servers": [{"offset": 0, "freq": 0}], "up": -1, "down": 1,
                   "client": {"offset": 0.05, "freq": 1e-5, "poll": [6, 6]},
                   "duration": 900, "settle": 300, "threshold": 0.001}]}
                """;
        String svg = TrialPlot.of(ScenarioReader.read("lost", lost).scenarios().get(0), 1);
        assertTrue(svg.contains("no bound was published"));
        assertFalse(svg.contains("NaN"), "a number that is none");
    }
}
