package io.curia.torture.agent;

import java.util.List;
import net.bytebuddy.asm.Advice;

/** The code of the mistakes, which is copied into Curia's methods, and calls {@link Mistakes}. */
@SuppressWarnings("UnusedVariable") // what is assigned to an answer is what the method gives
final class Advices {
    private Advices() {}

    /** The method does nothing. */
    static final class LeftOut {
        private LeftOut() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** The method does nothing, one time in five. */
    static final class LeftOutSometimes {
        private LeftOutSometimes() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return Mistakes.sometimes(5);
        }
    }

    /** The method does nothing on half of the servers, for some values of its second argument. */
    static final class LeftOutByHalf {
        private LeftOutByHalf() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(1) Object entry) {
            return Mistakes.isOddServer() && Mistakes.chosen(entry, 20);
        }
    }

    /** The method answers yes. */
    static final class AlwaysTrue {
        private AlwaysTrue() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean answer) {
            answer = true;
        }
    }

    /** The method answers no. */
    static final class AlwaysFalse {
        private AlwaysFalse() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean answer) {
            answer = false;
        }
    }

    /** The method answers with the time of day. */
    static final class WallClock {
        private WallClock() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) long answer) {
            answer = System.currentTimeMillis();
        }
    }

    /** The method answers a tenth. */
    static final class Tenth {
        private Tenth() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) long answer) {
            answer = answer / 10;
        }
    }

    /** The method answers an empty list. */
    static final class NoList {
        private NoList() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) List<?> answer) {
            answer = List.of();
        }
    }

    /** The method answers with the last index of the log. */
    static final class LastIndex {
        private LastIndex() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("state") Object state, @Advice.Return(readOnly = false) long answer) {
            answer = Mistakes.lastIndex(state);
        }
    }

    /** The method gets an index that is sometimes too small. */
    static final class Older {
        private Older() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) long index) {
            if (index > 100 && Mistakes.sometimes(20)) {
                index -= 50;
            }
        }
    }

    /** The method gets the first of two operations only, for some. */
    static final class FirstOnly {
        private FirstOnly() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, readOnly = false) List<?> operations) {
            if (operations.size() == 2 && Mistakes.chosen(operations, 10)) {
                operations = operations.subList(0, 1);
            }
        }
    }

    /** A check-and-set that sets, for some values. */
    static final class AlwaysSet {
        private AlwaysSet() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(0) Object change, @Advice.Argument(1) Object entry) {
            return Mistakes.chosen(entry, 5) && Mistakes.set(change, entry);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean done, @Advice.Return(readOnly = false) boolean answer) {
            answer |= done;
        }
    }

    /** A lock that is taken from whoever has it. */
    static final class Stolen {
        private Stolen() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(0) Object change, @Advice.Argument(1) Object entry) {
            return Mistakes.steal(change, entry);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean done, @Advice.Return(readOnly = false) boolean answer) {
            answer |= done;
        }
    }
}
