using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Versions;
using KubeSharp.Fuzz.Testing;
using Definition = KubeSharp.Api.Apiextensions.V1.CustomResourceDefinition;
using DiscoveryV1 = KubeSharp.Api.Discovery.V1;
using DiscoveryV1Beta1 = KubeSharp.Api.Discovery.V1beta1;
using FlowV1 = KubeSharp.Api.Flowcontrol.V1;
using FlowV1Beta1 = KubeSharp.Api.Flowcontrol.V1beta1;
using NetworkingV1 = KubeSharp.Api.Networking.V1;
using NetworkingV1Beta1 = KubeSharp.Api.Networking.V1beta1;
using PolicyV1 = KubeSharp.Api.Policy.V1;
using PolicyV1Beta1 = KubeSharp.Api.Policy.V1beta1;
using ResourceV1 = KubeSharp.Api.Resource.V1;
using ResourceV1Beta1 = KubeSharp.Api.Resource.V1beta1;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class VersionTests
{
    private const string Slice =
        "{'metadata':{'name':'s'},'spec':{'driver':'d.example.com','pool':{'name':'p','resourceSliceCount':1},'nodeName':'n','devices':[{'name':'gpu-0','attributes':{'model':{'string':'m'}},'capacity':{'memory':{'value':'4Gi'}},'taints':[{'key':'k','effect':'NoSchedule'}],'allowMultipleAllocations':true},{'name':'gpu-1','nodeName':'n'}]}}";

    private const string Claim =
        "{'metadata':{'name':'c','namespace':'d'},'spec':{'devices':{'requests':[{'name':'a','exactly':{'deviceClassName':'gpu','allocationMode':'ExactCount','count':2,'adminAccess':true,'selectors':[{'cel':{'expression':'true'}}]}},{'name':'b','firstAvailable':[{'name':'x','deviceClassName':'gpu','allocationMode':'All'}]}],'constraints':[{'requests':['a'],'matchAttribute':'d/x'}]}},'status':{'reservedFor':[{'resource':'pods','name':'p','uid':'u'}]}}";

    private static readonly Dictionary<(string Group, string Version, string Resource), IVersionConverter> Converters = MakeConverters();

    /// <summary>Converters of versions that have the same fields: whatever is in an object has to survive.</summary>
    public static TheoryData<string, string, string> Alike
    {
        get
        {
            string[] unlike = ["endpointslices", "horizontalpodautoscalers", "ingresses", "poddisruptionbudgets", "prioritylevelconfigurations"];
            var data = new TheoryData<string, string, string>();
            foreach (var (group, version, resource) in Converters.Keys)
            {
                if (!unlike.Contains(resource) && (version != "v1beta1" || group != "resource.k8s.io"))
                {
                    data.Add(group, version, resource);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Alike))]
    public void NothingIsLost_OnTheWayToAnotherVersionAndBack(string group, string version, string resource)
    {
        var converter = Converters[(group, version, resource)];
        var documents = new RandomDocuments(new Random(17));
        for (var i = 0; i < 20; i++)
        {
            var served = (ApiObject)JsonCodec.Decode(converter.Served, documents.Object(converter.Served.Schema).ToJson());
            var stored = converter.ToStored(served);

            Assert.Equal(served, converter.ToServed(stored));
            Assert.Equal(stored, converter.ToStored(converter.ToServed(stored)));
        }
    }

    [Fact]
    public void EveryVersionThatIsNotHandled_HasAConverter()
    {
        var missing = ApiResources.All
            .Where(r => r.ServedBy is null && r.Verbs.Contains("watch") && StrategyRunner.All.Find(r) is { } strategy && strategy.Type != r.Type)
            .Where(r => r.Group != "events.k8s.io" && !Converters.ContainsKey((r.Group, r.Version, r.Name)))
            .Select(r => r.ApiVersion + "/" + r.Name);

        Assert.Empty(missing);
    }

    [Fact]
    public void RequestsForDevices_AreFlatInTheFirstBeta()
    {
        var stored = StrategyRunner.Read<ResourceV1.ResourceClaim>(Claim);
        var converter = Converters[("resource.k8s.io", "v1beta1", "resourceclaims")];
        var served = (ResourceV1Beta1.ResourceClaim)converter.ToServed(stored);

        Assert.Equal(("a", "gpu", 2L), (served.Spec.Devices.Requests[0].Name, served.Spec.Devices.Requests[0].DeviceClassName, served.Spec.Devices.Requests[0].Count));
        Assert.Equal("x", served.Spec.Devices.Requests[1].FirstAvailable[0].Name);
        Assert.Equal(stored, converter.ToStored(served));
    }

    [Fact]
    public void Devices_AreBasicInTheFirstBeta()
    {
        var stored = StrategyRunner.Read<ResourceV1.ResourceSlice>(Slice);
        var converter = Converters[("resource.k8s.io", "v1beta1", "resourceslices")];
        var served = (ResourceV1Beta1.ResourceSlice)converter.ToServed(stored);

        Assert.Equal(("gpu-0", "m", "n"), (served.Spec.Devices[0].Name, served.Spec.Devices[0].Basic!.Attributes["model"].StringValue, served.Spec.NodeName));
        Assert.Equal(stored, converter.ToStored(served));
    }

    [Fact]
    public void EndpointsHaveTheirZoneAndNodeInATopology()
    {
        var stored = StrategyRunner.Read<DiscoveryV1.EndpointSlice>(
            "{'metadata':{'name':'s'},'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1'],'conditions':{'ready':true},'nodeName':'n','zone':'z','deprecatedTopology':{'rack':'r'},'hints':{'forZones':[{'name':'z'}]}},{'addresses':['10.0.0.2']}]}");
        var converter = Converters[("discovery.k8s.io", "v1beta1", "endpointslices")];
        var served = (DiscoveryV1Beta1.EndpointSlice)converter.ToServed(stored);

        Assert.Equal("{kubernetes.io/hostname: n, rack: r, topology.kubernetes.io/zone: z}", served.Endpoints[0].Topology.ToString());
        Assert.Equal(stored, converter.ToStored(served));
    }

    [Fact]
    public void TheNodeOfAnEndpointMayStandInTheTopologyAlone()
    {
        var served = StrategyRunner.Read<DiscoveryV1Beta1.EndpointSlice>(
            "{'metadata':{'name':'s'},'endpoints':[{'addresses':['10.0.0.1'],'topology':{'kubernetes.io/hostname':'n'}}]}");
        var stored = (DiscoveryV1.EndpointSlice)Converters[("discovery.k8s.io", "v1beta1", "endpointslices")].ToStored(served);

        Assert.Equal("n", stored.Endpoints[0].NodeName);
        Assert.Empty(stored.Endpoints[0].DeprecatedTopology);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{'matchLabels':{'a':'b'}}")]
    [InlineData(null)]
    public void SelectorsOfBudgetsKeepTheirMeaning(string? selector)
    {
        var stored = StrategyRunner.Read<PolicyV1.PodDisruptionBudget>(
            selector is null ? "{'spec':{'minAvailable':1}}" : "{'spec':{'minAvailable':1,'selector':" + selector + "}}");
        var converter = Converters[("policy", "v1beta1", "poddisruptionbudgets")];

        Assert.Equal(stored, converter.ToStored(converter.ToServed(stored)));
    }

    [Fact]
    public void AnEmptySelectorOfTheFirstBudgetsSelectsNothing()
    {
        var served = StrategyRunner.Read<PolicyV1Beta1.PodDisruptionBudget>("{'spec':{'selector':{}}}");
        var converter = Converters[("policy", "v1beta1", "poddisruptionbudgets")];
        var stored = (PolicyV1.PodDisruptionBudget)converter.ToStored(served);

        Assert.Equal("Exists", stored.Spec.Selector!.MatchExpressions[0].Operator);
        Assert.Equal(served, converter.ToServed(stored));
    }

    [Fact]
    public void IngressesThatAnOlderServerHasStored_KeepTheirBackends()
    {
        var codec = Codec(ApiResources.Find("networking.k8s.io", "v1", "ingresses")!);
        var older = StrategyRunner.Read<NetworkingV1Beta1.Ingress>(
            "{'metadata':{'name':'i','annotations':{'kubernetes.io/ingress.class':'c'}},'spec':{'ingressClassName':'d','backend':{'serviceName':'all','servicePort':80},'tls':[{'hosts':['h'],'secretName':'s'}],'rules':[{'host':'h','http':{'paths':[{'path':'/a','pathType':'Prefix','backend':{'serviceName':'a','servicePort':'http'}},{'backend':{'resource':{'kind':'K','name':'n'}}}]}},{'host':'none'}]},'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.1'}]}}}");
        var expected = StrategyRunner.Read<NetworkingV1.Ingress>(
            "{'metadata':{'name':'i','annotations':{'kubernetes.io/ingress.class':'c'}},'spec':{'ingressClassName':'d','defaultBackend':{'service':{'name':'all','port':{'number':80}}},'tls':[{'hosts':['h'],'secretName':'s'}],'rules':[{'host':'h','http':{'paths':[{'path':'/a','pathType':'Prefix','backend':{'service':{'name':'a','port':{'name':'http'}}}},{'pathType':'ImplementationSpecific','backend':{'resource':{'kind':'K','name':'n'}}}]}},{'host':'none'}]},'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.1'}]}}}");

        Assert.Equal(expected, codec.DecodeStored(ProtobufCodec.Encode(older)));
        Assert.False(codec.IsCurrent(ProtobufCodec.Encode(older)));
    }

    [Fact]
    public void IngressesAreStoredForAnOlderServer()
    {
        var older = Codec(ApiResources.Find("networking.k8s.io", "v1", "ingresses")!, "networking.k8s.io/v1beta1");
        var value = StrategyRunner.Read<NetworkingV1.Ingress>(
            "{'metadata':{'name':'i'},'spec':{'defaultBackend':{'resource':{'kind':'K','name':'n'}},'rules':[{'http':{'paths':[{'path':'/a','pathType':'Exact','backend':{'service':{'name':'a','port':{'number':81}}}},{'path':'/b','pathType':'Prefix','backend':{'service':{'name':'b','port':{'name':'http'}}}}]}}]}}");

        Assert.Equal(("networking.k8s.io/v1beta1", "Ingress"), ProtobufCodec.PeekTypeMeta(older.EncodeStored(value)));
        Assert.Equal(value, older.DecodeStored(older.EncodeStored(value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void SharesOfPriorityLevelsStay(int shares)
    {
        var stored = StrategyRunner.Read<FlowV1.PriorityLevelConfiguration>(
            "{'metadata':{'name':'l'},'spec':{'type':'Limited','limited':{'nominalConcurrencyShares':" + shares + "}}}");
        var converter = Converters[("flowcontrol.apiserver.k8s.io", "v1beta1", "prioritylevelconfigurations")];
        var served = (FlowV1Beta1.PriorityLevelConfiguration)converter.ToServed(stored);

        Assert.Equal(shares, served.Spec.Limited!.AssuredConcurrencyShares);
        Assert.Equal(stored, converter.ToStored(served));
    }

    [Fact]
    public void ObjectsAreStoredInTheVersionThatIsAskedFor()
    {
        var resource = ApiResources.Find("policy", "v1", "poddisruptionbudgets")!;
        var value = StrategyRunner.Read<PolicyV1.PodDisruptionBudget>("{'metadata':{'name':'b'},'spec':{'minAvailable':1,'selector':{}}}");
        var (usual, older) = (Codec(resource), Codec(resource, "batch/v1", "policy/v1beta1"));

        Assert.Equal(("policy/v1", "PodDisruptionBudget"), ProtobufCodec.PeekTypeMeta(usual.EncodeStored(value)));
        Assert.Equal(("policy/v1beta1", "PodDisruptionBudget"), ProtobufCodec.PeekTypeMeta(older.EncodeStored(value)));
        foreach (var codec in (BuiltInCodec[])[usual, older])
        {
            Assert.Equal(value, codec.DecodeStored(older.EncodeStored(value)));
            Assert.Equal(value, codec.DecodeStored(usual.EncodeStored(value)));
        }

        Assert.True(older.IsCurrent(older.EncodeStored(value)));
        Assert.False(usual.IsCurrent(older.EncodeStored(value)));
    }

    [Fact]
    public void WithTheVersionsOfTheDocument_EverythingIsStoredAsUpstream120KnowsIt()
    {
        string[] chosen = ["autoscaling/v1", "batch/v1beta1", "discovery.k8s.io/v1beta1", "flowcontrol.apiserver.k8s.io/v1beta1", "policy/v1beta1"];
        string[] later =
        [
            "csistoragecapacities", "ipaddresses", "mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "servicecidrs",
            "validatingadmissionpolicies", "validatingadmissionpolicybindings", "volumeattributesclasses",
        ];
        string[] known =
        [
            .. chosen, "v1", "admissionregistration.k8s.io/v1", "apiextensions.k8s.io/v1", "apiregistration.k8s.io/v1", "apps/v1", "batch/v1",
            "certificates.k8s.io/v1", "coordination.k8s.io/v1", "networking.k8s.io/v1", "node.k8s.io/v1", "rbac.authorization.k8s.io/v1",
            "scheduling.k8s.io/v1", "storage.k8s.io/v1",
        ];
        var unknown = ApiResources.All
            .Where(r => r is { EnabledByDefault: true, ServedBy: null, Group: not ("resource.k8s.io" or "events.k8s.io") } && r.Verbs.Contains("watch") && !later.Contains(r.Name))
            .Select(r => r.Name + " " + Codec(r, chosen).StoredType.ApiVersion)
            .Where(stored => !known.Contains(stored.Split(' ')[1]));

        Assert.Empty(unknown);
        Assert.Equal("batch/v1", Codec(ApiResources.Find("batch", "v1", "jobs")!, chosen).StoredType.ApiVersion);
    }

    [Fact]
    public void VersionsNewerThanTheReleaseBefore_AreNotStoredYet()
    {
        var resource = ApiResources.Find("admissionregistration.k8s.io", "v1", "mutatingadmissionpolicies")!;

        Assert.Equal("admissionregistration.k8s.io/v1beta1", Codec(resource).StoredType.ApiVersion);
        Assert.Equal("admissionregistration.k8s.io/v1", Codec(resource, "admissionregistration.k8s.io/v1").StoredType.ApiVersion);
    }

    [Fact]
    public void DefinitionsAreStoredAsJson_AndReadAsUpstreamStoresThem()
    {
        var codec = Codec(ApiResources.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!);
        const string Stored =
            """{"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1beta1","metadata":{"name":"as.x.org"},"spec":{"group":"x.org","version":"v1","names":{"plural":"as","singular":"a","kind":"A","listKind":"AList"},"scope":"Namespaced","validation":{"openAPIV3Schema":{"type":"object"}},"subresources":{"status":{}},"versions":[{"name":"v1","served":true,"storage":true},{"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}],"additionalPrinterColumns":[{"name":"S","type":"string","JSONPath":".spec.s"}],"conversion":{"strategy":"Webhook","webhookClientConfig":{"url":"https://x.org/"},"conversionReviewVersions":["v1"]},"preserveUnknownFields":false}}""";
        var definition = (Definition)codec.DecodeStored(System.Text.Encoding.UTF8.GetBytes(Stored));
        var (first, second) = (definition.Spec.Versions[0], definition.Spec.Versions[1]);

        Assert.Equal(("object", ".spec.s"), (first.Schema!.OpenAPIV3Schema!.Type, first.AdditionalPrinterColumns[0].JSONPath));
        Assert.NotNull(second.Subresources!.Status);
        Assert.True(second.Schema!.OpenAPIV3Schema!.XPreserveUnknownFields);
        Assert.Equal("https://x.org/", definition.Spec.Conversion!.Webhook!.ClientConfig!.URL);
        Assert.Equal(["v1"], definition.Spec.Conversion.Webhook.ConversionReviewVersions);

        var again = codec.EncodeStored(definition);
        Assert.Equal("apiextensions.k8s.io/v1", JsonCodec.PeekTypeMeta(again).ApiVersion);
        Assert.Equal(definition, codec.DecodeStored(again));
        Assert.True(codec.IsCurrent(again));
        Assert.Equal(definition, codec.DecodeStored(ProtobufCodec.Encode(definition)));
    }

    [Fact]
    public void ADefinitionOfOneVersionNeedsNoList()
    {
        var codec = Codec(ApiResources.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!);
        var definition = (Definition)codec.DecodeStored("""{"apiVersion":"apiextensions.k8s.io/v1beta1","spec":{"version":"v1"}}"""u8.ToArray());

        Assert.Equal(("v1", true, true), (definition.Spec.Versions[0].Name, definition.Spec.Versions[0].Served, definition.Spec.Versions[0].Storage));
    }

    [Theory]
    [InlineData("", "v1beta1", false)]
    [InlineData("", "v1", true)]
    [InlineData("api/beta=true", "v1beta1", true)]
    [InlineData("api/beta=true", "v1alpha3", false)]
    [InlineData("api/all=true", "v1alpha3", true)]
    [InlineData("api/all=false", "v1", false)]
    [InlineData("api/all=false,api/ga=true", "v1", true)]
    [InlineData("api/beta=true,resource.k8s.io/v1beta1=false", "v1beta1", false)]
    [InlineData("resource.k8s.io/v1beta1=false,resource.k8s.io/v1beta1/resourceclaims=true", "v1beta1", true)]
    public void VersionsAreSwitchedOnAndOff(string config, string version, bool served)
    {
        var switches = config.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=')).ToDictionary(s => s[0], s => bool.Parse(s[1]));
        var name = version == "v1alpha3" ? "devicetaintrules" : "resourceclaims";

        Assert.Equal(served, RuntimeConfig.IsEnabled(switches, ApiResources.Find("resource.k8s.io", version, name)!));
    }

    private static BuiltInCodec Codec(ApiResource resource, params string[] chosen) => new(
        StrategyRunner.All.Find(resource)!, StorageVersions.Of(Converters, resource), StorageVersions.Choose(Converters, resource, chosen));

    private static Dictionary<(string Group, string Version, string Resource), IVersionConverter> MakeConverters()
    {
        var converters = new Dictionary<(string Group, string Version, string Resource), IVersionConverter>();
        BuiltinConverters.AddTo(converters);
        return converters;
    }
}
