package io.curia.filter;

import io.curia.model.Quoted;
import java.util.List;

/** A parsed expression, not yet checked against any type. Immutable. */
sealed interface Expression {
    /** True if one of at least two parts is. */
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** True if all of at least two parts are. */
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** True if the operand is not. */
    record Not(Expression operand) implements Expression {}

    /**
     * A question about one field.
     *
     * @param selector the names that lead to the field, at least one
     * @param operator what is asked
     * @param value what is compared with; null for the operators that take none
     */
    record Match(List<String> selector, Operator operator, String value) implements Expression {
        public Match {
            selector = List.copyOf(selector);
        }

        boolean endsAt(int depth) {
            return depth == selector.size();
        }

        FilterException unknownSelector(int depth) {
            return new FilterException("Selector " + quoted(depth + 1) + " is not valid");
        }

        FilterException wrongOperator() {
            return new FilterException(
                    "Invalid match operator \"" + operator.title() + "\" for selector " + quoted(selector.size()));
        }

        FilterException wrongValue(String why) {
            return new FilterException("Failed to coerce value " + Quoted.of(value) + " for selector "
                    + quoted(selector.size()) + ": " + why);
        }

        private String quoted(int parts) {
            return Quoted.of(String.join(".", selector.subList(0, parts)));
        }
    }
}
