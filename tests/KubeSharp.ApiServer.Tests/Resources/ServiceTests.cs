using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class ServiceTests
{
    private static readonly ServiceStrategy Strategy = new();

    [Fact]
    public void AMinimalServiceGetsUpstreamsDefaults()
    {
        var service = StrategyRunner.Default<Service>(Strategy, "{'spec':{'ports':[{'port':80}]}}");

        Assert.Equal(("ClusterIP", "None", "Cluster", ""), (service.Spec.Type, service.Spec.SessionAffinity, service.Spec.InternalTrafficPolicy!, service.Spec.ExternalTrafficPolicy));
        Assert.Equal(("TCP", 80), (service.Spec.Ports[0].Protocol, service.Spec.Ports[0].TargetPort.IntValue));
        Assert.Same(service, Strategy.Default(service));
    }

    [Fact]
    public void LoadBalancersAndAffinityGetTheirs()
    {
        var service = StrategyRunner.Default<Service>(
            Strategy, "{'spec':{'type':'LoadBalancer','sessionAffinity':'ClientIP','ports':[{'port':80,'targetPort':'http'}]},'status':{'loadBalancer':{'ingress':[{'ip':'1.2.3.4'}]}}}");

        Assert.Equal(("Cluster", true), (service.Spec.ExternalTrafficPolicy, service.Spec.AllocateLoadBalancerNodePorts));
        Assert.Equal(10800, service.Spec.SessionAffinityConfig!.ClientIP!.TimeoutSeconds);
        Assert.Equal("http", service.Spec.Ports[0].TargetPort.StringValue);
        Assert.Equal("VIP", service.Status.LoadBalancer.Ingress[0].IPMode);
    }

    [Theory]
    [InlineData("'ports':[]", "spec.ports: Required value")]
    [InlineData("'ports':[{'port':0}]", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive|spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("'ports':[{'port':80},{'port':81,'name':'b'}]", "spec.ports[0].name: Required value")]
    [InlineData("'ports':[{'port':80,'name':'a'},{'port':80,'name':'b'}]", "spec.ports[1]: Duplicate value: {\"protocol\":\"TCP\",\"port\":80,\"targetPort\":0}")]
    [InlineData("'ports':[{'port':80,'nodePort':30000}]", "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    [InlineData("'type':'ExternalName'", "spec.externalName: Required value")]
    [InlineData("'type':'NodePort','clusterIP':'None','ports':[{'port':80}]", "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services")]
    [InlineData("'clusterIP':'1.2.3','ports':[{'port':80}]", "spec.clusterIPs[0]: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("'type':'Odd','ports':[{'port':80}]", "spec.type: Unsupported value: \"Odd\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    [InlineData("'externalIPs':['127.0.0.1'],'ports':[{'port':80}]", "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("'externalTrafficPolicy':'Local','ports':[{'port':80}]", "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services")]
    [InlineData("'ipFamilies':['IPv5'],'ports':[{'port':80}]", "spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"")]
    public void ABadServiceIsRefused(string spec, string errors) => Assert.Equal(
        errors.Split('|'),
        StrategyRunner.CreateErrors<Service>(Strategy, "{'metadata':{'name':'web','namespace':'d'},'spec':{" + spec + "}}"));

    [Fact]
    public void NamesOfServicesStartWithALetter() => Assert.StartsWith(
        "metadata.name: Invalid value: \"1a\": a DNS-1035 label must consist of",
        StrategyRunner.CreateErrors<Service>(Strategy, "{'metadata':{'name':'1a','namespace':'d'},'spec':{'ports':[{'port':80}]}}")[0]);

    [Fact]
    public void AddressesAndNodePortsSurviveAnUpdateThatLeavesThemOut()
    {
        var old = Stored("NodePort", 30080);
        var update = StrategyRunner.Default<Service>(
            Strategy, "{'metadata':{'name':'web','namespace':'d','uid':'u1','resourceVersion':'1'},'spec':{'type':'NodePort','ports':[{'name':'http','port':8080}]}}");
        var updated = (Service)Strategy.PrepareForUpdate(StrategyRunner.Context(), update, old);

        Assert.Equal(("10.0.0.9", "10.0.0.9", 30080), (updated.Spec.ClusterIP, updated.Spec.ClusterIPs[0], updated.Spec.Ports[0].NodePort));
    }

    [Fact]
    public void ChangingTheTypeLetsGoOfWhatItNoLongerNeeds()
    {
        var old = Stored("NodePort", 30080);
        var cluster = (Service)Strategy.PrepareForUpdate(StrategyRunner.Context(), old with { Spec = old.Spec with { Type = "ClusterIP" } }, old);
        var external = (Service)Strategy.PrepareForUpdate(
            StrategyRunner.Context(), old with { Spec = old.Spec with { Type = "ExternalName", ExternalName = "a.b" } }, old);

        Assert.Equal((0, ""), (cluster.Spec.Ports[0].NodePort, cluster.Spec.ExternalTrafficPolicy));
        Assert.Equal(("", 0, 0), (external.Spec.ClusterIP, external.Spec.ClusterIPs.Count, external.Spec.Ports[0].NodePort));
    }

    [Fact]
    public void TheAddressMayNotChange()
    {
        var old = Stored("ClusterIP", 0);

        Assert.Equal(
            ["spec.clusterIPs[0]: Invalid value: [\"10.0.0.10\"]: may not change once set"],
            StrategyRunner.UpdateErrors(Strategy, old with { Spec = old.Spec with { ClusterIP = "10.0.0.10", ClusterIPs = ["10.0.0.10"] } }, old));
    }

    [Theory]
    [InlineData("'clusterIP':'10.0.0.1','clusterIPs':['10.0.0.1'],'ports':[{'port':80}],'selector':{'a':'b'}", "", "s | ClusterIP | 10.0.0.1 | <none> | 80/TCP | 2h | a=b")]
    [InlineData("'type':'NodePort','clusterIPs':['10.0.0.1'],'ports':[{'port':80,'nodePort':30000},{'port':53,'protocol':'UDP'}]", "", "s | NodePort | 10.0.0.1 | <none> | 80:30000/TCP,53/UDP | 2h | <none>")]
    [InlineData("'type':'LoadBalancer','clusterIPs':['10.0.0.1'],'ports':[{'port':80}]", "", "s | LoadBalancer | 10.0.0.1 | <pending> | 80/TCP | 2h | <none>")]
    [InlineData("'type':'LoadBalancer','clusterIPs':['10.0.0.1'],'ports':[{'port':80}]", "'loadBalancer':{'ingress':[{'ip':'1.2.3.4'}]}", "s | LoadBalancer | 10.0.0.1 | 1.2.3.4 | 80/TCP | 2h | <none>")]
    [InlineData("'type':'ExternalName','externalName':'db.example.com'", "", "s | ExternalName | <none> | db.example.com | <none> | 2h | <none>")]
    public void Rows(string spec, string status, string expected) => Assert.Equal(
        expected.Replace("2h", "120m"),
        StrategyRunner.Row(Strategy, StrategyRunner.Default<Service>(
            Strategy, "{'metadata':{'name':'s','creationTimestamp':'2026-05-01T10:00:00Z'},'spec':{" + spec + "},'status':{" + status + "}}")));

    private static Service Stored(string type, int nodePort)
    {
        var service = StrategyRunner.Create<Service>(
            Strategy, "{'metadata':{'name':'web','namespace':'d'},'spec':{'type':'" + type + "','ports':[{'name':'http','port':80}]}}");
        return service with
        {
            Spec = service.Spec with
            {
                ClusterIP = "10.0.0.9",
                ClusterIPs = ["10.0.0.9"],
                Ports = [service.Spec.Ports[0] with { NodePort = nodePort }],
            },
        };
    }
}
