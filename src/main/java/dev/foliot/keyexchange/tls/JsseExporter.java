package dev.foliot.keyexchange.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

/** {@code ExtendedSSLSession.exportKeyingMaterialData}, which Java has since 25, from classes that Java 17 loads. */
final class JsseExporter {
    private static final MethodHandle EXPORT = find();

    private JsseExporter() {}

    static boolean isAvailable() {
        return EXPORT != null;
    }

    static byte[] export(SSLSession session, String label, byte[] context, int length) {
        try {
            return (byte[]) EXPORT.invokeExact((ExtendedSSLSession) session, label, context, length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // SSLKeyException: the session cannot
        }
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            ExtendedSSLSession.class,
                            "exportKeyingMaterialData",
                            MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
