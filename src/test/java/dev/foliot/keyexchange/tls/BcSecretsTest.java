package dev.foliot.keyexchange.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.bouncycastle.tls.crypto.CryptoHashAlgorithm;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as {@code SessionKeysTest} has them, from the library's secret. */
class BcSecretsTest {
    private static final HexFormat HEX = HexFormat.of();

    private final BcCrypto crypto = new BcCrypto();

    @ParameterizedTest
    @CsvSource({
        "0000001e00, 16, 3081916323676ebf2f7d0f1dd7c4dd11",
        "0000000f00, 16, 63bb83659bfa8f478436c3b4900d4a6b",
        "0000000f01, 32, e887fc4be1493ac9c7b64771d260007b2fd53b5b47eda991cf4073f9fa363ca5"
    })
    void keysAreThoseOfRfc8446(String context, int length, String key) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        TlsSecret secret = crypto.createSecret(bytes);

        byte[] exported = BcSecrets.export(
                crypto,
                CryptoHashAlgorithm.sha256,
                secret,
                "EXPORTER-network-time-security",
                HEX.parseHex(context),
                length);

        assertEquals(key, HEX.formatHex(exported));
    }
}
