using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Storage;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class StorageTests
{
    [Theory]
    [InlineData("{'name':'d.example.com','nodeID':'n','topologyKeys':['zone'],'allocatable':{'count':3}}")]
    [InlineData("{'name':'d','nodeID':''}", "spec.drivers[0].nodeID: Required value")]
    [InlineData("{'name':'d','nodeID':'n','allocatable':{'count':-1}}", "spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("{'name':'d','nodeID':'n','topologyKeys':['a','a']}", "spec.drivers[0].topologyKeys: Duplicate value: \"a\"")]
    [InlineData("{'name':'d','nodeID':'n'},{'name':'d','nodeID':'n'}", "spec.drivers[1].name: Duplicate value: \"d\"")]
    public void DriversOfNodes(string drivers, params string[] expected) => Assert.Equal(
        expected, StrategyRunner.CreateErrors<CSINode>(new CSINodeStrategy(), "{'metadata':{'name':'n'},'spec':{'drivers':[" + drivers + "]}}"));

    [Fact]
    public void OfADriverThatStaysOnANode_OnlyTheNumberOfVolumesChanges()
    {
        var strategy = new CSINodeStrategy();
        var old = StrategyRunner.Create<CSINode>(strategy, "{'metadata':{'name':'n'},'spec':{'drivers':[{'name':'d','nodeID':'n'},{'name':'e','nodeID':'n'}]}}");
        var fewer = StrategyRunner.Create<CSINode>(strategy, "{'metadata':{'name':'n'},'spec':{'drivers':[{'name':'d','nodeID':'n','allocatable':{'count':1}}]}}");
        var other = StrategyRunner.Create<CSINode>(strategy, "{'metadata':{'name':'n'},'spec':{'drivers':[{'name':'d','nodeID':'m'}]}}");

        Assert.Empty(StrategyRunner.UpdateErrors(strategy, fewer, old));
        Assert.Equal(["CSINodeDriver: Invalid value: \"d\": field is immutable"], StrategyRunner.UpdateErrors(strategy, other, old));
    }

    [Theory]
    [InlineData("'storageClassName':'fast','capacity':'1Gi'")]
    [InlineData("'storageClassName':'fast','capacity':'-1'", "capacity: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("'storageClassName':'fast','nodeTopology':{'matchExpressions':[{'key':'a','operator':'Is'}]}", "nodeTopology.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator")]
    public void Capacities(string members, params string[] expected) => Assert.Equal(
        expected, StrategyRunner.CreateErrors<CSIStorageCapacity>(new CSIStorageCapacityStrategy(), "{'metadata':{'name':'c','namespace':'d'}," + members + "}"));

    [Theory]
    [InlineData("{'attacher':'d','nodeName':'n','source':{'persistentVolumeName':'p'}}")]
    [InlineData("{'attacher':'d','nodeName':'n','source':{}}", "spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName")]
    [InlineData("{'attacher':'d','nodeName':'n','source':{'persistentVolumeName':''}}", "spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName")]
    public void Attachments(string spec, params string[] expected) => Assert.Equal(
        expected, StrategyRunner.CreateErrors<VolumeAttachment>(new VolumeAttachmentStrategy(), "{'metadata':{'name':'a'},'spec':" + spec + "}"));

    [Theory]
    [InlineData("'driverName':'d','parameters':{'iops':'1'}")]
    [InlineData("'driverName':'d'", "parameters: Required value: must contain at least one key/value pair")]
    [InlineData("'driverName':'d','parameters':{'':'1'}", "parameters: Invalid value: \"\": field can not be empty.")]
    public void AttributesClasses(string members, params string[] expected) => Assert.Equal(
        expected, StrategyRunner.CreateErrors<VolumeAttributesClass>(new VolumeAttributesClassStrategy(), "{'metadata':{'name':'c'}," + members + "}"));

    [Fact]
    public void AnAttributesClassStays()
    {
        var strategy = new VolumeAttributesClassStrategy();
        var old = StrategyRunner.Create<VolumeAttributesClass>(strategy, "{'metadata':{'name':'c'},'driverName':'d','parameters':{'iops':'1'}}");
        var value = old with { DriverName = "e", Parameters = old.Parameters.Set("iops", "2") };

        Assert.Equal(
            ["driverName: Forbidden: updates to driverName are forbidden.", "parameters: Forbidden: updates to parameters are forbidden."],
            StrategyRunner.UpdateErrors(strategy, value, old));
    }

    [Theory]
    [InlineData("{'tokenRequests':[{'audience':'a','expirationSeconds':600}]}")]
    [InlineData("{'tokenRequests':[{'audience':'a'},{'audience':'a'}]}", "spec.tokenRequests[1].audience: Duplicate value: \"a\"")]
    [InlineData("{'tokenRequests':[{'audience':'a','expirationSeconds':599}]}", "spec.tokenRequests[0].expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("{'nodeAllocatableUpdatePeriodSeconds':9}", "spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9: must be greater than or equal to 10 seconds")]
    public void Drivers(string spec, params string[] expected) => Assert.Equal(
        expected, StrategyRunner.CreateErrors<CSIDriver>(new CSIDriverStrategy(), "{'metadata':{'name':'d'},'spec':" + spec + "}"));
}
