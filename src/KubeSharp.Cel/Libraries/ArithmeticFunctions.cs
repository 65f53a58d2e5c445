using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>The operators + - * / % and the sign.</summary>
internal static class ArithmeticFunctions
{
    private static readonly CelValue IntOverflow = CelValue.Error("integer overflow");
    private static readonly CelValue UintOverflow = CelValue.Error("unsigned integer overflow");
    private static readonly CelValue DurationOverflow = CelValue.Error("duration overflow");
    private static readonly CelValue TimestampOverflow = CelValue.Error("timestamp overflow");
    private static readonly CelValue DivisionByZero = CelValue.Error("division by zero");
    private static readonly CelValue ModulusByZero = CelValue.Error("modulus by zero");

    public static void AddTo(Library library)
    {
        Ints(library, Operators.Add, "add_int64", (a, b) => (Int128)a + b);
        Ints(library, Operators.Subtract, "subtract_int64", (a, b) => (Int128)a - b);
        Ints(library, Operators.Multiply, "multiply_int64", (a, b) => (Int128)a * b);
        Ints(library, Operators.Divide, "divide_int64", (a, b) => b == 0 ? null : (Int128)a / b);

        // The quotient of the least number and -1 is out of range, and so its remainder fails too.
        Ints(library, Operators.Modulo, "modulo_int64", (a, b) => b == 0 ? null : (a, b) == (long.MinValue, -1) ? -(Int128)a : (Int128)a % b);
        Uints(library, Operators.Add, "add_uint64", (a, b) => (Int128)a + b);
        Uints(library, Operators.Subtract, "subtract_uint64", (a, b) => (Int128)a - b);
        Uints(library, Operators.Multiply, "multiply_uint64", (a, b) => (UInt128)a * b > ulong.MaxValue ? -1 : (Int128)(a * b));
        Uints(library, Operators.Divide, "divide_uint64", (a, b) => b == 0 ? null : (Int128)(a / b));
        Uints(library, Operators.Modulo, "modulo_uint64", (a, b) => b == 0 ? null : (Int128)(a % b));
        Doubles(library, Operators.Add, "add_double", (a, b) => a + b);
        Doubles(library, Operators.Subtract, "subtract_double", (a, b) => a - b);
        Doubles(library, Operators.Multiply, "multiply_double", (a, b) => a * b);
        Doubles(library, Operators.Divide, "divide_double", (a, b) => a / b);
        library.Global(
            Operators.Negate,
            "negate_int64",
            [CelType.Int],
            CelType.Int,
            arguments => arguments[0].AsInt == long.MinValue ? IntOverflow : CelValue.Of(-arguments[0].AsInt));
        library.Global(Operators.Negate, "negate_double", [CelType.Double], CelType.Double, arguments => CelValue.Of(-arguments[0].AsDouble));
        Texts(library);
        Times(library);
    }

    private static void Ints(Library library, string function, string id, Func<long, long, Int128?> body) =>
        library.Global(function, id, [CelType.Int, CelType.Int], CelType.Int, arguments =>
            body(arguments[0].AsInt, arguments[1].AsInt) is not { } result ? ByZero(function)
            : result < long.MinValue || result > long.MaxValue ? IntOverflow
            : CelValue.Of((long)result));

    private static void Uints(Library library, string function, string id, Func<ulong, ulong, Int128?> body) =>
        library.Global(function, id, [CelType.Uint, CelType.Uint], CelType.Uint, arguments =>
            body(arguments[0].AsUint, arguments[1].AsUint) is not { } result ? ByZero(function)
            : result < 0 || result > ulong.MaxValue ? UintOverflow
            : CelValue.Of((ulong)result));

    private static void Doubles(Library library, string function, string id, Func<double, double, double> body) => library.Global(
        function, id, [CelType.Double, CelType.Double], CelType.Double, arguments => CelValue.Of(body(arguments[0].AsDouble, arguments[1].AsDouble)));

    private static CelValue ByZero(string function) => function == Operators.Divide ? DivisionByZero : ModulusByZero;

    private static void Texts(Library library)
    {
        library.Global(
            Operators.Add,
            "add_string",
            [CelType.String, CelType.String],
            CelType.String,
            arguments => CelValue.Of(arguments[0].AsString + arguments[1].AsString),
            CommonCosts.Joining,
            CommonCosts.JoiningEstimate);
        library.Global(
            Operators.Add,
            "add_bytes",
            [CelType.Bytes, CelType.Bytes],
            CelType.Bytes,
            arguments => CelValue.Of([.. arguments[0].AsBytes.Span, .. arguments[1].AsBytes.Span]),
            CommonCosts.Joining,
            CommonCosts.JoiningEstimate);
        library.Global(
            Operators.Add,
            "add_list",
            [Library.ListOfA, Library.ListOfA],
            Library.ListOfA,
            arguments => CelValue.Of(arguments[0].AsList.Concat(arguments[1].AsList)));
    }

    private static void Times(Library library)
    {
        library.Global(
            Operators.Add,
            "add_duration_duration",
            [CelType.Duration, CelType.Duration],
            CelType.Duration,
            arguments => Duration((Int128)arguments[0].AsDuration + arguments[1].AsDuration));
        library.Global(
            Operators.Add,
            "add_duration_timestamp",
            [CelType.Duration, CelType.Timestamp],
            CelType.Timestamp,
            arguments => Moved(arguments[1], arguments[0].AsDuration));
        library.Global(
            Operators.Add,
            "add_timestamp_duration",
            [CelType.Timestamp, CelType.Duration],
            CelType.Timestamp,
            arguments => Moved(arguments[0], arguments[1].AsDuration));
        library.Global(
            Operators.Subtract,
            "subtract_duration_duration",
            [CelType.Duration, CelType.Duration],
            CelType.Duration,
            arguments => Duration((Int128)arguments[0].AsDuration - arguments[1].AsDuration));
        library.Global(
            Operators.Subtract,
            "subtract_timestamp_duration",
            [CelType.Timestamp, CelType.Duration],
            CelType.Timestamp,
            arguments => arguments[1].AsDuration == long.MinValue ? DurationOverflow : Moved(arguments[0], -arguments[1].AsDuration));
        library.Global(
            Operators.Subtract,
            "subtract_timestamp_timestamp",
            [CelType.Timestamp, CelType.Timestamp],
            CelType.Duration,
            arguments => arguments[0].AsTimestamp.Since(arguments[1].AsTimestamp) is { } span ? CelValue.OfDuration(span) : DurationOverflow);
    }

    private static CelValue Duration(Int128 nanoseconds) =>
        nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue ? CelValue.OfDuration((long)nanoseconds) : DurationOverflow;

    private static CelValue Moved(in CelValue timestamp, long nanoseconds) =>
        timestamp.AsTimestamp.Add(nanoseconds) is { } moved ? CelValue.Of(moved) : TimestampOverflow;
}
