package dev.foliot.ntsclient;

import dev.foliot.keyexchange.IdentityFiles;
import dev.foliot.keyexchange.KeyExchangeServer;
import dev.foliot.keyexchange.Listeners;
import dev.foliot.keyexchange.ServerLimits;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.NtsServer;
import dev.foliot.nts.RequestVerdict;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.KeServer;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A whole NTS server on loopback: it agrees on keys, and tells the time of this machine under them. */
final class LoopbackNtsServer implements AutoCloseable {
    private static final int LARGEST = 1500;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final NtsServer protection = new NtsServer(new SecretNonces(new byte[SecretNonces.SEED_LENGTH]));
    private final KeyExchangeServer exchanges;
    private volatile MasterKeys keys = masterKeys(1);
    private volatile boolean silent;
    private volatile boolean altering;

    LoopbackNtsServer(Path directory, Signer signer) throws Exception {
        IdentityFiles files = new IdentityFiles(
                TestCertificates.write(directory.resolve("chain.pem"), signer.chain()),
                TestCertificates.write(
                        directory.resolve("key.pem"), signer.keys().getPrivate()));
        KeServer answers = new KeServer(EnumSet.allOf(AeadAlgorithm.class), Optional.empty(), socket.getLocalPort());
        exchanges = KeyExchangeServer.start(
                TlsLibrary.forServers(),
                Listeners.open(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                ServerLimits.DEFAULT,
                files,
                answers,
                () -> keys,
                () -> {});
        Thread thread = new Thread(this::serve, "loopback-nts-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress keyAddress() {
        return exchanges.addresses().get(0);
    }

    InetSocketAddress timeAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** It cannot read cookies any more that it gave before. */
    void forgetKeys() {
        keys = masterKeys(2);
    }

    void setSilent(boolean silent) {
        this.silent = silent;
    }

    /** Whether a bit of each reply's time is altered on the way. */
    void setAltering(boolean altering) {
        this.altering = altering;
    }

    void stopExchanges() {
        exchanges.close();
    }

    private static MasterKeys masterKeys(int id) {
        byte[] key = new byte[MasterKey.LENGTH];
        key[0] = (byte) id;
        MasterKey master = new MasterKey(id, key, 0);
        return new MasterKeys(List.of(master), master);
    }

    private void serve() {
        ByteBuffer packet = ByteBuffer.allocate(LARGEST);
        DatagramPacket datagram = new DatagramPacket(packet.array(), LARGEST);
        try {
            while (true) {
                datagram.setLength(LARGEST);
                socket.receive(datagram);
                if (!silent) {
                    datagram.setLength(answer(packet, datagram.getLength()));
                    socket.send(datagram);
                }
            }
        } catch (SocketException e) {
            // close() ends the thread this way.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int answer(ByteBuffer packet, int length) {
        protection.use(keys);
        NtpPacketView request = new NtpPacketView();
        request.wrap(packet, 0, length);
        long origin = request.transmitTimestamp();
        boolean authentic = protection.find(packet, 0, length) == RequestVerdict.PROTECTED
                && protection.open() == RequestVerdict.AUTHENTIC;
        long now = NtpTimestamp.fromUnixNs(System.currentTimeMillis() * 1_000_000);
        new NtpPacketWriter()
                .wrap(packet, 0, NtpHeader.SIZE)
                .clearHeader()
                .leapVersionMode(LeapIndicator.NONE, 4, NtpMode.SERVER)
                .stratum(authentic ? 1 : 0)
                .referenceId(authentic ? 0x4750_5300 : KissCode.NTSN.referenceId())
                .originTimestamp(origin)
                .receiveTimestamp(now)
                .transmitTimestamp(now);
        int replyLength = authentic ? protection.seal(packet, 0) : protection.echo(packet, 0);
        if (altering) {
            packet.put(NtpHeader.TRANSMIT_TIMESTAMP, (byte) (packet.get(NtpHeader.TRANSMIT_TIMESTAMP) ^ 1));
        }
        return replyLength;
    }

    @Override
    public void close() {
        exchanges.close();
        socket.close();
    }
}
