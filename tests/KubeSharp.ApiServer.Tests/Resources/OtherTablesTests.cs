using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Api.Scheduling.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Autoscaling;
using KubeSharp.ApiServer.Resources.Coordination;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Discovery;
using KubeSharp.ApiServer.Resources.Events;
using KubeSharp.ApiServer.Resources.Networking;
using KubeSharp.ApiServer.Resources.Policy;
using KubeSharp.ApiServer.Resources.Scheduling;
using KubeSharp.ApiServer.Resources.Storage;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class OtherTablesTests
{
    private const string Meta = "'metadata':{'name':'x','namespace':'d','creationTimestamp':'2026-05-01T11:59:00Z'";

    [Fact]
    public void EndpointsShowThreeAddresses() => Assert.Equal(
        "x | 10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 1 more... | 60s",
        StrategyRunner.Row(new EndpointsStrategy(), StrategyRunner.Read<Endpoints>(
            "{" + Meta + "},'subsets':[{'addresses':[{'ip':'10.0.0.1'},{'ip':'10.0.0.2'},{'ip':'10.0.0.3'},{'ip':'10.0.0.4'}],'ports':[{'port':80}]}]}")));

    [Fact]
    public void EndpointSlicesShowPortsAndAddresses() => Assert.Equal(
        "x | IPv4 | 80,443 | 10.0.0.1,10.0.0.2 | 60s",
        StrategyRunner.Row(new EndpointSliceStrategy(), StrategyRunner.Read<EndpointSlice>(
            "{" + Meta + "},'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1']},{'addresses':['10.0.0.2']}],'ports':[{'port':80},{'port':443}]}")));

    [Fact]
    public void EventsAreShownByWhatTheyAreAbout() => Assert.Equal(
        "10s | Warning | BackOff | pod/web | spec.containers{c} | kubelet, n1 | gone wrong | 50s | 4 | x",
        StrategyRunner.Row(new EventStrategy(), StrategyRunner.Read<Event>(
            "{" + Meta + "},'type':'Warning','reason':'BackOff','message':' gone wrong ','count':4,'firstTimestamp':'2026-05-01T11:59:10Z','lastTimestamp':'2026-05-01T11:59:50Z','involvedObject':{'kind':'Pod','name':'web','fieldPath':'spec.containers{c}'},'source':{'component':'kubelet','host':'n1'}}")));

    [Fact]
    public void VolumesAndClaims()
    {
        Assert.Equal(
            "x | 5Gi | RWO,RWX | Retain | Bound | d/c | fast | <unset> |  | 60s | Filesystem",
            StrategyRunner.Row(new PersistentVolumeStrategy(), StrategyRunner.Default<PersistentVolume>(
                new PersistentVolumeStrategy(),
                "{" + Meta + "},'spec':{'capacity':{'storage':'5Gi'},'accessModes':['ReadWriteMany','ReadWriteOnce'],'claimRef':{'namespace':'d','name':'c'},'storageClassName':'fast'},'status':{'phase':'Bound'}}")));
        Assert.Equal(
            "x | Pending |  |  |  | fast | <unset> | 60s | Filesystem",
            StrategyRunner.Row(new PersistentVolumeClaimStrategy(), StrategyRunner.Default<PersistentVolumeClaim>(
                new PersistentVolumeClaimStrategy(), "{" + Meta + "},'spec':{'storageClassName':'fast'}}")));
        Assert.Equal(
            "x (default) | local | Delete | WaitForFirstConsumer | false | 60s",
            StrategyRunner.Row(new StorageClassStrategy(), StrategyRunner.Default<StorageClass>(
                new StorageClassStrategy(),
                "{" + Meta + ",'annotations':{'storageclass.kubernetes.io/is-default-class':'true'}},'provisioner':'local','volumeBindingMode':'WaitForFirstConsumer'}")));
    }

    [Fact]
    public void SmallKinds()
    {
        Assert.Equal("x | me | 60s", StrategyRunner.Row(new LeaseStrategy(), StrategyRunner.Read<Lease>("{" + Meta + "},'spec':{'holderIdentity':'me'}}")));
        Assert.Equal(
            "x | 7 | false | 60s | PreemptLowerPriority",
            StrategyRunner.Row(new PriorityClassStrategy(), StrategyRunner.Default<PriorityClass>(new PriorityClassStrategy(), "{" + Meta + "},'value':7}")));
        Assert.Equal(
            "x | 1 | N/A | 2 | 60s",
            StrategyRunner.Row(new PodDisruptionBudgetStrategy(), StrategyRunner.Read<PodDisruptionBudget>("{" + Meta + "},'spec':{'minAvailable':1},'status':{'disruptionsAllowed':2}}")));
        Assert.Equal(
            "x | nginx | a.example,b.example | 192.0.2.1 | 80, 443 | 60s",
            StrategyRunner.Row(new IngressStrategy(), StrategyRunner.Read<Ingress>(
                "{" + Meta + "},'spec':{'ingressClassName':'nginx','rules':[{'host':'a.example'},{'host':'b.example'}],'tls':[{}]},'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}}}")));
        Assert.Equal(
            "x | Deployment/web | cpu: 12%/80% | 1 | 5 | 2 | 60s",
            StrategyRunner.Row(new HorizontalPodAutoscalerStrategy(), StrategyRunner.Default<HorizontalPodAutoscaler>(
                new HorizontalPodAutoscalerStrategy(),
                "{" + Meta + "},'spec':{'scaleTargetRef':{'kind':'Deployment','name':'web'},'maxReplicas':5},'status':{'currentReplicas':2,'currentMetrics':[{'type':'Resource','resource':{'name':'cpu','current':{'averageUtilization':12}}}]}}")));
    }

    [Fact]
    public void KindsWithoutColumnsShowWhenTheyWereMade() => Assert.Equal(
        "x | 2026-05-01T11:59:00Z", StrategyRunner.Row(new LimitRangeStrategy(), StrategyRunner.Read<LimitRange>("{" + Meta + "}}")));
}
