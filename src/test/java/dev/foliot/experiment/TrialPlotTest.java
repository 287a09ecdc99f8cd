package dev.foliot.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.scenario.BuiltInScenarios;
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
}
