package dev.foliot.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.plot.Curve.Color;
import dev.foliot.plot.Curve.Form;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartTest {
    @Test
    void wordsAreEscaped() throws Exception {
        String svg = new Chart("a < b & \"c\" > d", "<script>", 10)
                .span("x & y", 2, 4)
                .mark("<here>", 5)
                .panel(
                        "p & q",
                        LinearScale.of(0, 1, "<u>"),
                        100,
                        new Curve("<c>", Color.GREEN, Form.LINE, new double[11]))
                .svg();
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals(
                "a < b & \"c\" > d",
                document.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(0, document.getElementsByTagName("script").getLength());
    }
}
