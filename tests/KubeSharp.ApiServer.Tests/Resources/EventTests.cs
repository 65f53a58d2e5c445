using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Events;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class EventTests
{
    private const string Json =
        "{'metadata':{'name':'e','namespace':'n'},'involvedObject':{'namespace':'n'},'eventTime':'2026-01-01T00:00:00.000000Z','type':'Normal',"
        + "'reason':'r','action':'a','message':'m','reportingComponent':'c','reportingInstance':'i'}";

    private readonly EventStrategy _strategy = new();

    [Theory]
    [InlineData("", 0)]
    [InlineData("events.k8s.io", 1)]
    public void NewerGroup_AsksForMoreOfNewEvents(string group, int expected)
    {
        var errors = new ErrorList();
        _strategy.Validate(Context(group), StrategyRunner.Create<Event>(_strategy, Json) with { Count = 2 }, errors);
        Assert.Equal(expected, StrategyRunner.Text(errors).Length);
    }

    [Fact]
    public void NoteMayChange()
    {
        var errors = new ErrorList();
        var old = StrategyRunner.Create<Event>(_strategy, Json);
        _strategy.ValidateUpdate(Context("events.k8s.io"), old with { Message = "other" }, old, errors);
        Assert.Empty(StrategyRunner.Text(errors));
    }

    private static RequestContext Context(string group) => new()
    {
        Info = new RequestInfo { Path = "/", Verb = "update", ApiGroup = group },
        User = StrategyRunner.Context().User,
        ReceivedAt = StrategyRunner.Now,
    };
}
