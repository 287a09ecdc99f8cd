package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The keys that server and client come to, from an exporter whose secret is the bytes from 0 to 31, with SHA-256. The
 * answers were computed by another program than this one.
 */
class SessionKeysTest {
    private static final String GCM_SIV_COMPLIANT =
            "3081916323676ebf2f7d0f1dd7c4dd11" + "50fafa49ad2f35af1b51785f9b183001";
    private static final String GCM_SIV_COMPATIBLE =
            "63bb83659bfa8f478436c3b4900d4a6b" + "27d641835cf3590509c1d0817c18b102";

    private final List<String> servers = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "AES_SIV_CMAC_256, 7ace59b64c903eae1cfc53ba4c438af62e5857ce9443b8c5a4f2bedec4be8c7d"
                + "e887fc4be1493ac9c7b64771d260007b2fd53b5b47eda991cf4073f9fa363ca5",
        "AES_SIV_CMAC_512, b800125ddc3dc74ed6c9348779b0175cbfe3c8313bc3ffcce1e7a5e7bb5fa189"
                + "b7ef18d808ce6a6a76334eb842f25e46e3d3ff6b521d2b1b6c746705d17ca817"
                + "9130dca39282dbdd92efa71df79fac19765cf870e1d6ce11b7c26fa9ca3e67eb"
                + "fcc11995c7e89e94bec901d1845eb12e580aa430e705f7438ead99aad3f46340",
        "AES_128_GCM_SIV, " + GCM_SIV_COMPLIANT
    })
    void whatOurClientAsksForIsExportedAsTheStandardHasIt(AeadAlgorithm algorithm, String keys) {
        KeRequest request = KeRequest.ntpv4(List.of(algorithm));
        KeResponse response = exchange(request);

        assertEquals(algorithm == AeadAlgorithm.AES_128_GCM_SIV, request.compliantExporter());
        assertEquals(request.compliantExporter(), response.compliantExporter());
        assertEquals(keys, servers.get(0));
        assertEquals(keys, hex(response.keys(SessionKeysTest::export)));
        assertTrue(response.otherKeys(SessionKeysTest::export).isEmpty());
    }

    @Test
    void withoutTheRecordTheKeysOfGcmSivAreThoseOfOlderChronyAndTheClientKnowsTheOthers() {
        int gcmSiv = AeadAlgorithm.AES_128_GCM_SIV.id();
        KeResponse response =
                exchange(new KeRequest(List.of(0), List.of(gcmSiv), false, Optional.empty(), OptionalInt.empty()));

        assertEquals(GCM_SIV_COMPATIBLE, servers.get(0));
        assertEquals(GCM_SIV_COMPATIBLE, hex(response.keys(SessionKeysTest::export)));
        assertEquals(
                GCM_SIV_COMPLIANT,
                hex(response.otherKeys(SessionKeysTest::export).orElseThrow()));
    }

    /** Puts the server's keys, once for each cookie, into {@link #servers}. */
    private KeResponse exchange(KeRequest request) {
        KeServer server = new KeServer(EnumSet.allOf(AeadAlgorithm.class), Optional.empty(), 123);
        KeServer.Answer answer = server.answer(Messages.records(request.message()), SessionKeysTest::export, keys -> {
            servers.add(hex(keys));
            return new byte[100];
        });
        assertEquals(KeServer.COOKIES, servers.size());
        return KeResponse.judge(Messages.records(answer.message()), request)
                .response()
                .orElseThrow();
    }

    private static String hex(SessionKeys keys) {
        byte[] both = new byte[2 * keys.algorithm().keyLength()];
        keys.copyTo(both, 0);
        return Messages.hex(both);
    }

    /** RFC 8446, section 7.5. */
    private static byte[] export(String label, byte[] context, int length) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        return expand(expand(secret, label, digest(new byte[0]), 32), "exporter", digest(context), length);
    }

    /** HKDF-Expand-Label (RFC 8446, section 7.1). */
    private static byte[] expand(byte[] secret, String label, byte[] context, int length) {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer information = ByteBuffer.allocate(4 + name.length + context.length)
                .putShort((short) length)
                .put((byte) name.length)
                .put(name)
                .put((byte) context.length)
                .put(context);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HMAC"));
            ByteBuffer output = ByteBuffer.allocate(length + mac.getMacLength());
            byte[] block = new byte[0];
            for (int i = 1; output.position() < length; i++) {
                mac.update(block);
                mac.update(information.array());
                block = mac.doFinal(new byte[] {(byte) i});
                output.put(block);
            }
            return Arrays.copyOf(output.array(), length);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
