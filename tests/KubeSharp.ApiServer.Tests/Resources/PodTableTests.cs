using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class PodTableTests
{
    private const string Running = "{'name':'c','ready':true,'state':{'running':{'startedAt':'2026-05-01T11:00:00Z'}}";

    private static readonly PodStrategy Strategy = new();

    [Theory]
    [InlineData("", "'phase':'Pending'", "0/1 | Pending | 0")]
    [InlineData("", "'phase':'Pending','containerStatuses':[{'name':'c','state':{'waiting':{'reason':'ContainerCreating'}}}]", "0/1 | ContainerCreating | 0")]
    [InlineData("", "'phase':'Running','containerStatuses':[" + Running + "}]", "1/1 | Running | 0")]
    [InlineData("", "'phase':'Running','containerStatuses':[" + Running + ",'restartCount':3,'lastState':{'terminated':{'finishedAt':'2026-05-01T11:55:00Z'}}}]", "1/1 | Running | 3 (5m ago)")]
    [InlineData("", "'phase':'Failed','containerStatuses':[{'name':'c','state':{'terminated':{'exitCode':3,'reason':'Error'}}}]", "0/1 | Error | 0")]
    [InlineData("", "'phase':'Failed','containerStatuses':[{'name':'c','state':{'terminated':{'exitCode':137,'signal':9}}}]", "0/1 | Signal:9 | 0")]
    [InlineData("", "'phase':'Failed','reason':'Evicted'", "0/1 | Evicted | 0")]
    [InlineData("", "'phase':'Succeeded','containerStatuses':[{'name':'c','state':{'terminated':{'reason':'Completed'}}}]", "0/1 | Completed | 0")]
    [InlineData("'initContainers':[{'name':'i'},{'name':'j'}],", "'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'terminated':{'exitCode':0}}},{'name':'j','state':{'running':{}}}]", "0/1 | Init:1/2 | 0")]
    [InlineData("'initContainers':[{'name':'i'}],", "'phase':'Pending','initContainerStatuses':[{'name':'i','restartCount':2,'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]", "0/1 | Init:CrashLoopBackOff | 2")]
    [InlineData("'initContainers':[{'name':'i'}],", "'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'terminated':{'exitCode':1}}}]", "0/1 | Init:ExitCode:1 | 0")]
    [InlineData("'initContainers':[{'name':'s','restartPolicy':'Always'}],", "'phase':'Running','initContainerStatuses':[{'name':'s','ready':true,'started':true,'restartCount':1,'state':{'running':{}}}],'containerStatuses':[" + Running + "}]", "2/2 | Running | 1")]
    [InlineData("", "'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'SchedulingGated'}]", "0/1 | SchedulingGated | 0")]
    public void ReadyStatusAndRestarts(string spec, string status, string expected)
    {
        var pod = Read(spec, status, "");

        Assert.Equal(expected, string.Join(" | ", Strategy.Cells(pod, StrategyRunner.Now)[1..4]));
    }

    [Fact]
    public void APodBeingDeletedIsTerminating()
    {
        var pod = Read("", "'phase':'Running','containerStatuses':[" + Running + "}]", ",'deletionTimestamp':'2026-05-01T11:59:00Z'");

        Assert.Equal("Terminating", Strategy.Cells(pod, StrategyRunner.Now)[2]);
    }

    [Fact]
    public void WideColumnsShowWhereThePodIs()
    {
        var pod = Read(
            "'nodeName':'n1','readinessGates':[{'conditionType':'a'},{'conditionType':'b'}],",
            "'phase':'Running','podIP':'10.0.0.1','podIPs':[{'ip':'10.0.0.1'}],'conditions':[{'type':'a','status':'True'}]",
            "");

        Assert.Equal("p | 0/1 | Running | 0 | 90m | 10.0.0.1 | n1 | <none> | 1/2", StrategyRunner.Row(Strategy, pod));
        Assert.Equal(
            ["Name", "Ready", "Status", "Restarts", "Age", "IP", "Node", "Nominated Node", "Readiness Gates"],
            Strategy.Columns.Select(static c => c.Name));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1], Strategy.Columns.Select(static c => c.Priority));
    }

    private static Pod Read(string spec, string status, string meta) => StrategyRunner.Read<Pod>(
        "{'metadata':{'name':'p','creationTimestamp':'2026-05-01T10:30:00Z'" + meta + "},'spec':{" + spec + "'containers':[{'name':'c'}]},'status':{" + status + "}}");
}
