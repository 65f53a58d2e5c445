using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Nodes;

namespace KubeSharp.Controllers.Tests.Nodes;

public sealed class NodeIpamControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new(new ControllerManagerOptions { ClusterCidr = "10.0.0.0/22,fd00::/62", NodeCidrMaskSizeIPv4 = 24 });

    public NodeIpamControllerTests() => _harness.Add<NodeIpamController, string>(new NodeIpamController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task EachNodeGetsABlockOfEachFamily()
    {
        Seed("a");
        Seed("b");
        await _harness.SettleAsync();
        Assert.Equal(["10.0.0.0/24", "fd00::/64"], Spec("a").PodCIDRs);
        Assert.Equal("10.0.0.0/24", Spec("a").PodCIDR);
        Assert.Equal(["10.0.1.0/24", "fd00:0:0:1::/64"], Spec("b").PodCIDRs);
    }

    [Fact]
    public async Task ARefusedWriteCostsNoBlock()
    {
        var refusals = 3;
        _harness.Server.BeforeRequest = request =>
        {
            if (request is { Verb: ApiVerb.Patch, Resource.Name: "nodes" } && refusals-- > 0)
            {
                throw ApiErrors.ServiceUnavailable("not now");
            }
        };
        Seed("a");
        await _harness.SettleAsync();
        for (var i = 0; i < 5 && Spec("a").PodCIDR.Length == 0; i++)
        {
            _harness.Time.Advance(TimeSpan.FromSeconds(10));
            await _harness.SettleAsync();
        }

        Assert.Equal("10.0.0.0/24", Spec("a").PodCIDR);
        Assert.True(refusals < 0);
    }

    [Fact]
    public async Task BlocksOfNodesThatAreGoneAreUsedAgainLast()
    {
        Seed("a");
        await _harness.SettleAsync();
        _harness.Server.Remove<Node>("", "a");
        foreach (var name in (string[])["b", "c", "d", "e"])
        {
            Seed(name);
        }

        await _harness.SettleAsync();
        Assert.Equal(["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24", "10.0.0.0/24"], "bcde".Select(name => Spec(name.ToString()).PodCIDR));
    }

    [Fact]
    public async Task ANodeThatFindsNoBlockIsToldSo()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            Seed(name);
        }

        await _harness.SettleAsync();
        Assert.Equal("", Spec("e").PodCIDR);
        Assert.Contains("CIDRNotAvailable: Node e status is now: CIDRNotAvailable", _harness.Events.All);
    }

    private void Seed(string name) => _harness.Server.Seed(new Node { Metadata = new() { Name = name, UID = "uid-" + name } });

    private NodeSpec Spec(string name) => _harness.Server.Get<Node>("", name).Spec;
}
