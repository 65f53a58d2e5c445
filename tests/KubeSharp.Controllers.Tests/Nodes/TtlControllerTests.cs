using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Nodes;

namespace KubeSharp.Controllers.Tests.Nodes;

public sealed class TtlControllerTests : IAsyncDisposable
{
    private const string Annotation = "node.alpha.kubernetes.io/ttl";

    private readonly ControllerHarness _harness = new();

    public TtlControllerTests() => _harness.Add<TtlController, string>(new TtlController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task TheTimeGrowsWithTheClusterAndShrinksLater()
    {
        Add(0, 100);
        await _harness.SettleAsync();
        Assert.Equal("0", Ttl);

        Add(100, 1);
        await _harness.SettleAsync();
        Assert.Equal("15", Ttl);

        Remove(100, 5);
        await _harness.SettleAsync();
        Assert.Equal("15", Ttl);
        Remove(95, 7);
        await _harness.SettleAsync();
        Assert.Equal("0", Ttl);
    }

    private string Ttl => Assert.Single(_harness.Server.List<Node>().Select(static node => node.Metadata.Annotations[Annotation]).Distinct());

    private void Add(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            _harness.Server.Seed(new Node { Metadata = new() { Name = $"node-{i}" } });
        }
    }

    private void Remove(int last, int count)
    {
        for (var i = last; i > last - count; i--)
        {
            _harness.Server.Remove<Node>("", $"node-{i}");
        }
    }
}
