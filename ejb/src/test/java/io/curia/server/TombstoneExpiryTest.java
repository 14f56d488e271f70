package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TombstoneExpiryTest {
    private static final long TTL = 100;

    private final TombstoneExpiry expiry = new TombstoneExpiry(TTL);

    @Test
    void nothingIsDueBeforeItsTime() {
        expiry.note(5, 7);
        assertThat(expiry.takeDue(104)).isEmpty();
        assertThat(expiry.takeDue(105)).hasValue(7);
    }

    @Test
    void whatIsDueIsAnsweredOnce() {
        expiry.note(0, 7);
        assertThat(expiry.takeDue(100)).hasValue(7);
        assertThat(expiry.takeDue(100)).isEmpty();
    }

    @Test
    void severalThatAreDueAreOne() {
        expiry.note(0, 7);
        expiry.note(30, 9);
        expiry.note(60, 12);
        assertThat(expiry.takeDue(130)).hasValue(9);
        assertThat(expiry.takeDue(200)).hasValue(12);
    }

    @Test
    void anIndexNotedAgainKeepsItsFirstTime() {
        expiry.note(0, 7);
        expiry.note(90, 7);
        assertThat(expiry.takeDue(100)).hasValue(7);
        assertThat(expiry.takeDue(200)).isEmpty();
    }

    @Test
    void noTombstonesNothingDue() {
        expiry.note(0, 0);
        assertThat(expiry.takeDue(1000)).isEmpty();
    }

    @Test
    void whatWasPutBackIsDueAgainAtOnce() {
        expiry.note(0, 7);
        expiry.note(50, 9);
        expiry.takeDue(100);
        expiry.putBack(101, 7);
        assertThat(expiry.takeDue(102)).hasValue(7);
        assertThat(expiry.takeDue(150)).hasValue(9);
    }

    @Test
    void timesMayOverflow() {
        expiry.note(Long.MAX_VALUE - 10, 7);
        assertThat(expiry.takeDue(Long.MAX_VALUE)).isEmpty();
        assertThat(expiry.takeDue(Long.MIN_VALUE + 89)).hasValue(7);
    }

    @Test
    void aNewTermStartsAnew() {
        expiry.note(0, 7);
        expiry.clear();
        assertThat(expiry.takeDue(1000)).isEmpty();
        expiry.note(1000, 7);
        assertThat(expiry.takeDue(1100)).hasValue(7);
    }
}
