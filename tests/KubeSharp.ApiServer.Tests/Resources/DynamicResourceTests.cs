using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.DynamicResources;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class DynamicResourceTests
{
    private const string OneOfTwo = "exactly one of `matchAttribute` or `distinctAttribute` is required";

    private static readonly ResourceClaimStrategy Claims = new();
    private static readonly ResourceSliceStrategy Slices = new();

    [Fact]
    public void DefaultsOfRequests()
    {
        var claim = StrategyRunner.Default<ResourceClaim>(
            Claims,
            "{'spec':{'devices':{'requests':[{'name':'a','exactly':{'deviceClassName':'c','tolerations':[{'key':'k'}]}},{'name':'b','firstAvailable':[{'name':'x','deviceClassName':'c','allocationMode':'All'}]}]}}}");
        var (exactly, first) = (claim.Spec.Devices.Requests[0].Exactly!, claim.Spec.Devices.Requests[1].FirstAvailable[0]);

        Assert.Equal(("ExactCount", 1L, "Equal"), (exactly.AllocationMode, exactly.Count, exactly.Tolerations[0].Operator));
        Assert.Equal(("All", 0L), (first.AllocationMode, first.Count));
    }

    [Theory]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c'}}")]
    [InlineData("{'name':'a'}", "requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required")]
    [InlineData("{'name':'A','exactly':{'deviceClassName':''}}", "requests[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')", "requests[0].exactly.deviceClassName: Required value")]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c','allocationMode':'All','count':2}}", "requests[0].exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'")]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c','count':-1}}", "requests[0].exactly.count: Invalid value: -1: must be greater than zero")]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c','allocationMode':'Some','count':1}}", "requests[0].exactly.allocationMode: Unsupported value: \"Some\": supported values: \"All\", \"ExactCount\"")]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c','selectors':[{}]}}", "requests[0].exactly.selectors[0].cel: Required value")]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c','tolerations':[{'operator':'Equal'}]}}", "requests[0].exactly.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("{'name':'a','exactly':{'deviceClassName':'c','capacity':{'requests':{'1m':'1'}}}}", "requests[0].exactly.capacity.requests[1m]: Invalid value: \"1m\": a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')")]
    [InlineData("{'name':'a','firstAvailable':[{'name':'x','deviceClassName':'c'},{'name':'x','deviceClassName':'c'}]}", "requests[0].firstAvailable[1].name: Duplicate value: \"x\"")]
    public void Requests(string request, params string[] expected) =>
        Assert.Equal(expected.Select(static e => "spec.devices." + e), ClaimErrors("'requests':[" + request + "]"));

    [Theory]
    [InlineData("'constraints':[{'requests':['a'],'matchAttribute':'d.example.com/numa'}]")]
    [InlineData("'constraints':[{'matchAttribute':'numa'}]", "constraints[0].matchAttribute: Invalid value: \"numa\": must include a domain")]
    [InlineData("'constraints':[{}]", "constraints[0]: Required value: " + OneOfTwo)]
    [InlineData("'constraints':[{'matchAttribute':'d/a','distinctAttribute':'d/b'}]", "constraints[0]: Required value: " + OneOfTwo + ", but multiple fields are set")]
    [InlineData("'constraints':[{'requests':['b'],'matchAttribute':'d/a'}]", "constraints[0].requests[0]: Invalid value: \"b\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")]
    [InlineData("'config':[{}]", "config[0].opaque: Required value")]
    [InlineData("'config':[{'opaque':{'driver':'','parameters':{}}}]", "config[0].opaque.driver: Required value", "config[0].opaque.driver: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    public void ConstraintsAndConfiguration(string members, params string[] expected) => Assert.Equal(
        expected.Select(static e => "spec.devices." + e),
        ClaimErrors("'requests':[{'name':'a','exactly':{'deviceClassName':'c'}}]," + members));

    [Fact]
    public void ThereAreLimits()
    {
        var requests = string.Join(',', Enumerable.Range(0, 33).Select(static i => "{'name':'a" + i + "','exactly':{'deviceClassName':'c'}}"));

        Assert.Equal(["spec.devices.requests: Too many: 33: must have at most 32 items"], ClaimErrors("'requests':[" + requests + "]"));
    }

    [Fact]
    public void TheSpecOfAClaimStays()
    {
        var old = Claim("'requests':[{'name':'a','exactly':{'deviceClassName':'c'}}]");
        var errors = StrategyRunner.UpdateErrors(Claims, old with { Spec = new ResourceClaimSpec() }, old);

        Assert.Equal(["spec: Invalid value: {\"devices\":{\"requests\":null}}: field is immutable"], errors);
    }

    [Theory]
    [InlineData("{'allocation':{'devices':{'results':[{'request':'a','driver':'d','pool':'p','device':'x'}]}},'reservedFor':[{'resource':'pods','name':'p','uid':'u'}]}")]
    [InlineData("{'reservedFor':[{'resource':'pods','name':'p','uid':'u'}]}", "reservedFor: Forbidden: may not be specified when `allocated` is not set")]
    [InlineData("{'allocation':{'devices':{'results':[{'request':'b','driver':'d','pool':'','device':'x'}]}}}", "allocation.devices.results[0].request: Invalid value: \"b\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'", "allocation.devices.results[0].pool: Required value")]
    [InlineData("{'allocation':{'devices':{'config':[{'source':'x','opaque':{'driver':'d','parameters':{}}}]}}}", "allocation.devices.config[0].source: Unsupported value: \"x\": supported values: \"FromClaim\", \"FromClass\"")]
    [InlineData("{'devices':[{'driver':'d','pool':'p','device':'x'}]}", "devices[0]: Invalid value: \"d/p/x\": must be an allocated device in the claim")]
    [InlineData("{'allocation':{'devices':{'results':[{'request':'a','driver':'d','pool':'p','device':'x'}]}},'devices':[{'driver':'d','pool':'p','device':'x','networkData':{'ips':['10.0.0.1','2001:DB8::1/64']}}]}", "devices[0].networkData.ips[0]: Invalid value: \"10.0.0.1\": must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)", "devices[0].networkData.ips[1]: Invalid value: \"2001:DB8::1/64\": must be in canonical form (\"2001:db8::1/64\")")]
    public void Statuses(string status, params string[] expected)
    {
        var old = Claim("'requests':[{'name':'a','exactly':{'deviceClassName':'c'}}]");
        var value = old with { Status = StrategyRunner.Read<ResourceClaim>("{'status':" + status + "}").Status };

        Assert.Equal(expected.Select(static e => "status." + e), StatusErrors(value, old));
    }

    [Fact]
    public void AnAllocationStays_AndTakesWhatDriversSaidWithIt()
    {
        var claim = Claim("'requests':[{'name':'a','exactly':{'deviceClassName':'c'}}]");
        var old = claim with { Status = StrategyRunner.Read<ResourceClaim>("{'status':{'allocation':{'devices':{'results':[{'request':'a','driver':'d','pool':'p','device':'x'}]}},'devices':[{'driver':'d','pool':'p','device':'x'}]}}").Status };
        var moved = old with { Status = old.Status with { Allocation = new AllocationResult(), Devices = default } };
        var freed = old with { Status = old.Status with { Allocation = null } };

        Assert.Equal(["status.allocation: Invalid value: {\"devices\":{}}: field is immutable"], StatusErrors(moved, old));
        Assert.Empty(((ResourceClaim)Claims.PrepareForStatusUpdate(StrategyRunner.Context(), freed, old)).Status.Devices);
    }

    [Theory]
    [InlineData("'nodeName':'n','devices':[{'name':'x','attributes':{'d/v':{'version':'1.2.3'}}}]")]
    [InlineData("'perDeviceNodeSelection':true,'devices':[{'name':'x','allNodes':true}]")]
    [InlineData("'devices':[]", "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required")]
    [InlineData("'nodeName':'n','allNodes':true", "spec: Invalid value: {`nodeName`, `allNodes`}: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set")]
    [InlineData("'nodeName':'','allNodes':null", "spec.nodeName: Invalid value: \"\": must be either unset or set to a non-empty string")]
    [InlineData("'allNodes':false", "spec.allNodes: Invalid value: false: must be either unset or set to true")]
    [InlineData("'nodeName':'n','devices':[{'name':'x'},{'name':'x'}]", "spec.devices[1].name: Duplicate value: \"x\"")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','nodeName':'n'}]", "spec.devices[0].nodeName: Invalid value: null: nodeName can only be specified when `perDeviceNodeSelection` is set to true")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','attributes':{'v':{'version':'1.2'}}}]", "spec.devices[0].attributes[v].version: Invalid value: \"1.2\": must be a string compatible with semver.org spec 2.0.0")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','attributes':{'v':{}}}]", "spec.devices[0].attributes[v]: Required value: exactly one value must be specified")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','taints':[{'key':'k','effect':'Run'}]}]", "spec.devices[0].taints[0].effect: Unsupported value: \"Run\": supported values: \"NoExecute\", \"NoSchedule\", \"None\"")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','consumesCounters':[{'counterSet':'s'}]}]", "spec.devices[0].consumesCounters[0].counters: Required value")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','bindingConditions':['ready']}]", "spec.devices[0].bindingFailureConditions: Invalid value: []: bindingFailureConditions are required to use bindingConditions")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','capacity':{'m':{'value':'1Gi','requestPolicy':{'default':'1Mi'}}}}]", "spec.devices[0].capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true")]
    [InlineData("'nodeName':'n','devices':[{'name':'x','allowMultipleAllocations':true,'capacity':{'m':{'value':'1Gi','requestPolicy':{'default':'1Mi','validRange':{'min':'2Mi','max':'2Gi'}}}}}]", "spec.devices[0].capacity[m].requestPolicy.validRange.max: Invalid value: \"2Gi\": max is larger than capacity value: 1Gi", "spec.devices[0].capacity[m].requestPolicy.default: Invalid value: \"1Mi\": default value is not valid according to the requestPolicy")]
    [InlineData("'nodeName':'n','sharedCounters':[{'name':'s','counters':{'m':{'value':'1'}}},{'name':'s','counters':{}}]", "spec.sharedCounters[1].counters: Required value", "spec.sharedCounters[1].name: Duplicate value: \"s\"")]
    public void SlicesOfPools(string members, params string[] expected) => Assert.Equal(
        expected,
        StrategyRunner.CreateErrors<ResourceSlice>(
            Slices, "{'metadata':{'name':'s'},'spec':{'driver':'d','pool':{'name':'p','resourceSliceCount':1}," + members + "}}"));

    [Fact]
    public void ASliceStaysWithItsDriverPoolAndNode()
    {
        var old = StrategyRunner.Create<ResourceSlice>(
            Slices, "{'metadata':{'name':'s'},'spec':{'driver':'d','pool':{'name':'p','resourceSliceCount':1},'nodeName':'n'}}");
        var spec = old.Spec with { Driver = "e", NodeName = "m", Pool = old.Spec.Pool with { Name = "q", Generation = 2 } };

        Assert.Equal(
            [
                "spec.pool.name: Invalid value: \"q\": field is immutable",
                "spec.driver: Invalid value: \"e\": field is immutable",
                "spec.nodeName: Invalid value: \"m\": field is immutable",
            ],
            StrategyRunner.UpdateErrors(Slices, old with { Spec = spec }, old));
    }

    [Theory]
    [InlineData("{'selectors':[{'cel':{'expression':'true'}}],'extendedResourceName':'example.com/gpu'}")]
    [InlineData("{'extendedResourceName':'gpu'}", "spec.extendedResourceName: Invalid value: \"gpu\": must be a valid extended resource name")]
    [InlineData("{'config':[{'opaque':{'driver':'d'}}]}", "spec.config[0].opaque.parameters: Required value")]
    public void Classes(string spec, params string[] expected) =>
        Assert.Equal(expected, StrategyRunner.CreateErrors<DeviceClass>(new DeviceClassStrategy(), "{'metadata':{'name':'c'},'spec':" + spec + "}"));

    private static string[] ClaimErrors(string devices) => StrategyRunner.CreateErrors<ResourceClaim>(Claims, ClaimJson(devices));

    private static ResourceClaim Claim(string devices) => StrategyRunner.Create<ResourceClaim>(Claims, ClaimJson(devices));

    private static string ClaimJson(string devices) => "{'metadata':{'name':'c','namespace':'d'},'spec':{'devices':{" + devices + "}}}";

    private static string[] StatusErrors(ResourceClaim value, ResourceClaim old)
    {
        var errors = new ErrorList();
        Claims.ValidateStatusUpdate(StrategyRunner.Context(), value, old, errors);
        return StrategyRunner.Text(errors);
    }
}
