package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.wire.KissCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Client and server together, when nobody attacks. */
class NtsExchangeTest {
    @ParameterizedTest
    @EnumSource
    void aReplyIsAuthenticAndAsLongAsItsRequest(AeadAlgorithm algorithm) {
        Partners partners = new Partners(algorithm);
        for (int i = 0; i < 20; i++) {
            byte[] request = partners.request();
            byte[] reply = partners.reply(request);

            assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(reply));
            assertEquals(request.length, reply.length);
            assertEquals(8, partners.client.cookies());
        }
    }

    @ParameterizedTest
    @EnumSource
    void lostRepliesAreMadeUpForByPlaceholders(AeadAlgorithm algorithm) {
        Partners partners = new Partners(algorithm);
        for (int lost = 0; lost < 5; lost++) {
            partners.request();
        }
        assertEquals(3, partners.client.cookies());
        byte[] request = partners.request();
        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(partners.reply(request)));

        Fields fields = new Fields(request);
        assertTrue(request.length <= ClientSession.LONGEST_REQUEST, request.length + " bytes");
        assertEquals(5, fields.count(NtsField.COOKIE_PLACEHOLDER));
        assertEquals(8, partners.client.cookies());
    }

    @Test
    void noRequestIsFragmentedForItsPlaceholders() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_512);
        for (int lost = 0; lost < 7; lost++) {
            partners.request();
        }
        byte[] request = partners.request();

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(partners.reply(request)));
        assertTrue(request.length <= ClientSession.LONGEST_REQUEST, request.length + " bytes");
        assertEquals(6, partners.client.cookies());
    }

    @ParameterizedTest
    @EnumSource
    void everyCookieIdentifierAndNonceIsUsedOnce(AeadAlgorithm algorithm) {
        Partners partners = new Partners(algorithm);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            byte[] request = partners.request();
            Fields fields = new Fields(request);
            seen.add(Arrays.toString(fields.get(NtsField.COOKIE)));
            seen.add(Arrays.toString(fields.get(NtsField.UNIQUE_IDENTIFIER)));
            seen.add(nonce(fields, algorithm));
            byte[] reply = partners.reply(request);
            seen.add(nonce(new Fields(reply), algorithm));
            if (i % 3 != 0) {
                partners.verify(reply);
            }
        }

        assertEquals(200, seen.size());
    }

    private static String nonce(Fields fields, AeadAlgorithm algorithm) {
        byte[] field = fields.get(NtsField.AUTHENTICATOR);
        return Arrays.toString(Arrays.copyOfRange(field, NtsField.NONCE, NtsField.NONCE + algorithm.nonceLength()));
    }

    @Test
    void withoutCookiesNothingIsSent() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);
        for (int lost = 0; lost < 8; lost++) {
            assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000));
            assertNotEquals(0, partners.request().length);
        }

        assertEquals(KeyExchangeNeed.NO_COOKIES, partners.client.need(1_000_000));
        assertEquals(0, partners.request().length);
    }

    @Test
    void keysGrowOld() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);

        assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000 + 28 * 86_400));
        assertEquals(KeyExchangeNeed.OLD, partners.client.need(1_000_001 + 28 * 86_400));
    }

    @Test
    void placeholdersMayBeEncrypted() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);
        SessionKeys keys = Partners.keys(AeadAlgorithm.AES_SIV_CMAC_256, 7);
        byte[] placeholders = new byte[3 * 104];
        for (int at = 0; at < placeholders.length; at += 104) {
            ByteBuffer.wrap(placeholders).putShort(at, (short) 0x0304).putShort(at + 2, (short) 104);
        }
        byte[] request = Resealed.request(partners.request(), keys, placeholders, 16, 0);
        byte[] reply = partners.reply(request);

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(reply));
        assertEquals(request.length, reply.length);
        assertEquals(8, partners.client.cookies());
    }

    @Test
    void cookiesOfTheOldKeyAndOfTheNextOneAreAccepted() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);
        byte[] before = partners.request();
        MasterKey next = Partners.master(2);
        partners.server.use(new MasterKeys(List.of(Partners.MASTER, next), next));
        byte[] reply = partners.reply(before);
        partners.verify(reply);
        // A server that is not so far yet gets the new cookies, after seven old ones.
        partners.server.use(new MasterKeys(List.of(Partners.MASTER, next), Partners.MASTER));
        for (int i = 0; i < 8; i++) {
            assertEquals(RequestVerdict.AUTHENTIC, partners.open(partners.request()));
        }
        partners.server.use(new MasterKeys(List.of(next), next));

        assertEquals(RequestVerdict.UNKNOWN_COOKIE, partners.open(before));
    }

    @Test
    void anIdentifierIsEchoedToWhoHasNoKeys() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);
        Fields fields = new Fields(partners.request());
        byte[] identifier = fields.get(NtsField.UNIQUE_IDENTIFIER);
        fields.all().removeIf(field -> field != identifier);

        assertEquals(RequestVerdict.PLAIN, partners.open(fields.packet()));
        byte[] reply = partners.echo(KissCode.NO_KISS);
        assertEquals(48 + 36, reply.length);
        assertArrayEquals(identifier, new Fields(reply).get(NtsField.UNIQUE_IDENTIFIER));

        assertEquals(RequestVerdict.PLAIN, partners.open(Arrays.copyOf(fields.packet(), 48)));
        assertEquals(48, partners.echo(KissCode.NO_KISS).length);
    }

    @Test
    void stepsComeInTheirOrder() {
        Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);
        ByteBuffer packet = ByteBuffer.allocate(Partners.CAPACITY);
        partners.reply(partners.request());

        assertThrows(IllegalStateException.class, () -> partners.server.seal(packet, 0));
        assertThrows(IllegalStateException.class, partners.server::open);
    }

    @Test
    void aRestartGoesOnWhereItStopped() {
        Partners partners = new Partners(AeadAlgorithm.AES_128_GCM_SIV);
        partners.request();
        SessionState kept = SessionCodec.read(SessionCodec.write(partners.client.state()));
        ClientSession restarted = Partners.client(kept);
        byte[] reply = partners.reply(Partners.request(restarted));

        assertEquals(7, kept.cookies().size());
        assertEquals(Optional.empty(), kept.otherKeys());
        assertEquals(ReplyVerdict.AUTHENTIC, restarted.open(ByteBuffer.wrap(reply), 0, reply.length));
        assertEquals(8, restarted.cookies());
    }
}
