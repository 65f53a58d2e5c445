using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Tests.Costs;

/// <summary>Figures from cel-go's rules.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("true", 0, 0)]
    [InlineData("input", 1, 1)]
    [InlineData("input.a", 2, 2)]
    [InlineData("input['a']", 2, 2)]
    [InlineData("has(input.a)", 0, 1)]
    [InlineData("1 + 2", 1, 1)]
    [InlineData("[1, 2]", 10, 10)]
    [InlineData("{'a': 1}", 30, 30)]
    [InlineData("true && 1 == 1", 1, 1)]
    [InlineData("false && 1 == 1", 0, 1)]
    [InlineData("true ? 1 + 1 : 1", 1, 1)]
    [InlineData("'0123456789' + '0123456789'", 2, 2)]
    [InlineData("'0123456789'.contains('0123456789')", 1, 1)]
    [InlineData("'0123456789'.matches('0123456789')", 6, 6)]
    [InlineData("'0123456789'.startsWith('0123456789')", 1, 1)]
    [InlineData("1 in [1, 2, 3]", 13, 13)]
    [InlineData("[1, 2].all(x, true)", 17, 17)]
    [InlineData("[1, 2].exists(x, false)", 19, 19)]
    [InlineData("[1, 2].map(x, x)", 47, 47)]
    [InlineData("quantity('0123456789').isInteger()", 2, 2)]
    [InlineData("sets.contains([1, 2], [1])", 23, 23)]
    public void Costs(string expression, ulong actual, ulong estimatedMost)
    {
        var map = new DictionaryCelMap();
        map.TryAdd(CelValue.Of("a"), CelValue.Of("b"));
        var type = CelType.Map(CelType.String, CelType.String);
        Assert.Equal(actual, CelCases.Cost(expression, ("input", type, CelValue.Of(map))));
        Assert.Equal(estimatedMost, CelEnvironment.Kubernetes.With(("input", type)).Compile(expression).EstimateCost().Max);
    }

    [Theory]
    [InlineData("names.all(x, true)", 302)]
    [InlineData("names.all(x, x == 'a')", 502)]
    [InlineData("names[0].contains('x')", 3)]
    [InlineData("names.map(x, x.size())", 1412)]
    [InlineData("names.exists(x, names.exists(y, x == y))", 70602)]
    public void SchemasBoundEstimates(string expression, ulong most)
    {
        var program = CelEnvironment.Kubernetes.With(("names", CelType.ListOfStrings)).Compile(expression);
        Assert.Equal(most, program.EstimateCost(new Bounds()).Max);
        Assert.True(program.EstimateCost().Max > 1_000_000_000 || expression.Contains('[', StringComparison.Ordinal));
    }

    [Fact]
    public void AnEvaluationEndsAtItsLimit()
    {
        var program = CelEnvironment.Kubernetes.With(("list", CelType.List(CelType.Int))).Compile("list.all(x, list.all(y, x != y || x == y))");
        var list = CelValue.Of(new ArrayCelList([.. Enumerable.Range(0, 2000).Select(i => CelValue.Of((long)i))]));
        var result = program.Evaluate([list]);
        Assert.Equal("operation cancelled: actual cost limit exceeded", result.Value.AsError.Message);
        Assert.True(result.Cost > CelLimits.PerCall);
    }

    [Fact]
    public void AnEvaluationCanBeCancelled()
    {
        var program = CelEnvironment.Kubernetes.With(("list", CelType.List(CelType.Int))).Compile("list.all(x, true)");
        var list = CelValue.Of(new ArrayCelList([CelValue.Of(1L)]));
        Assert.Throws<OperationCanceledException>(() => program.Evaluate([list], cancellationToken: new CancellationToken(true)));
    }

    /// <summary>A hundred names of five characters at most.</summary>
    private sealed class Bounds : ISizeEstimator
    {
        public SizeEstimate? Estimate(CostNode node) => node.Path switch
        {
            ["names"] => new SizeEstimate(0, 100),
            ["names", "@items"] => new SizeEstimate(0, 5),
            _ => null,
        };
    }
}
