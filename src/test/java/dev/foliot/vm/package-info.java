/**
 * A real kernel's clock, taken to its limits: Foliot in a virtual machine that is emulated (no special hardware, no
 * rights), and whose clock may be as wrong as can be. {@code ./foliot test --vm} runs these tests, nothing else does.
 *
 * <p>The guest's timer is QEMU's HPET, which runs at exactly the rate of the host's monotonic clock. The tests serve a
 * time that runs fast against that one by a known amount: seen from the guest, its oscillator is slow by as much.
 */
package dev.foliot.vm;
