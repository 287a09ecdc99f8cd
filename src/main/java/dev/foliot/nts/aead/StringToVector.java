package dev.foliot.nts.aead;

/** S2V of RFC 5297, section 2.4: a number of strings, the last of them the text, become one block that stands for all. */
final class StringToVector {
    private final Cmac cmac;
    private final Block codeOfZero = new Block();
    private final Block sum = new Block();
    private final Block code = new Block();

    StringToVector(int keyLength) {
        cmac = new Cmac(keyLength);
    }

    void rekey(byte[] memory, int offset) {
        cmac.rekey(memory, offset);
        codeOfZero.set(0, 0);
        cmac.of(codeOfZero, codeOfZero);
    }

    void start() {
        sum.set(codeOfZero);
    }

    void add(byte[] memory, int offset, int length) {
        cmac.of(memory, offset, length, code);
        sum.dbl();
        sum.xor(code);
    }

    void finish(byte[] memory, int offset, int length, Block vector) {
        if (length >= Block.LENGTH) {
            cmac.ofEndingIn(memory, offset, length, sum, vector);
            return;
        }
        sum.dbl();
        code.readPadded(memory, offset, length);
        sum.xor(code);
        cmac.of(sum, vector);
    }

    void destroy() {
        cmac.destroy();
        codeOfZero.set(0, 0);
        sum.set(0, 0);
        code.set(0, 0);
    }
}
