using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Tests;

/// <summary>Evaluates expressions for tables of cases. There are variables of type dyn, int and so on, to get past the checker.</summary>
internal static class CelCases
{
    private static readonly CelEnvironment Environment = CelEnvironment.Kubernetes.With(CelLibrary.Bindings).With(CelLibrary.Patches).With(
        ("d", CelType.Dyn), ("numbers", CelType.List(CelType.Int)), ("words", CelType.ListOfStrings), ("m", CelType.Map(CelType.String, CelType.Int)));

    public static CelValue Evaluate(string expression)
    {
        var words = CelValue.Strings(["one", "two", "three"]);
        var map = new DictionaryCelMap();
        map.TryAdd(CelValue.Of("a"), CelValue.Of(1L));
        map.TryAdd(CelValue.Of("b"), CelValue.Of(2L));
        var numbers = new ArrayCelList([CelValue.Of(1L), CelValue.Of(2L), CelValue.Of(3L)]);
        return Environment.Compile(expression).Evaluate([CelValue.Of("text"), CelValue.Of(numbers), words, CelValue.Of(map)], ulong.MaxValue).Value;
    }

    /// <summary>The expression is true.</summary>
    public static void Holds(string expression)
    {
        var value = Evaluate(expression);
        Assert.True(value.IsTrue, $"{expression} is {value}");
    }

    /// <summary>The expression has this value, as debugging text.</summary>
    public static void Is(string expression, string expected) => Assert.Equal(expected, Evaluate(expression).ToString());

    /// <summary>The evaluation ends with an error.</summary>
    public static void Fails(string expression, string message)
    {
        var value = Evaluate(expression);
        Assert.True(value.IsError, $"{expression} is {value}");
        Assert.Equal(message, value.AsError.Message);
    }

    /// <summary>The expression does not compile.</summary>
    public static void Refused(string expression, string message)
    {
        var error = Assert.Throws<CelCompileException>(() => Environment.Compile(expression));
        Assert.Equal(message.Replace("\r", ""), error.Message);
    }

    public static ulong Cost(string expression, params ReadOnlySpan<(string Name, CelType Type, CelValue Value)> variables)
    {
        var environment = CelEnvironment.Kubernetes;
        var values = new List<CelValue>();
        foreach (var (name, type, value) in variables)
        {
            environment = environment.With((name, type));
            values.Add(value);
        }

        return environment.Compile(expression).Evaluate([.. values]).Cost;
    }
}
