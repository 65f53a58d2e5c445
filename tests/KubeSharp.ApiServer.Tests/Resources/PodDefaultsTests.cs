using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class PodDefaultsTests
{
    private static readonly PodStrategy Strategy = new();

    [Fact]
    public void AMinimalPodGetsUpstreamsDefaults()
    {
        var pod = StrategyRunner.Default<Pod>(Strategy, "{'metadata':{'name':'a'},'spec':{'containers':[{'name':'c','image':'web'}]}}");

        Assert.Equal("ClusterFirst", pod.Spec.DNSPolicy);
        Assert.Equal("Always", pod.Spec.RestartPolicy);
        Assert.Equal("default-scheduler", pod.Spec.SchedulerName);
        Assert.Equal(30, pod.Spec.TerminationGracePeriodSeconds);
        Assert.Equal(true, pod.Spec.EnableServiceLinks);
        Assert.NotNull(pod.Spec.SecurityContext);
        Assert.Equal("Always", pod.Spec.Containers[0].ImagePullPolicy);
        Assert.Equal("/dev/termination-log", pod.Spec.Containers[0].TerminationMessagePath);
        Assert.Equal("File", pod.Spec.Containers[0].TerminationMessagePolicy);
    }

    [Theory]
    [InlineData("web", "Always")]
    [InlineData("web:latest", "Always")]
    [InlineData("web:1.0", "IfNotPresent")]
    [InlineData("localhost:5000/web", "Always")]
    [InlineData("localhost:5000/web:1", "IfNotPresent")]
    [InlineData("web@sha256:0000000000000000000000000000000000000000000000000000000000000000", "IfNotPresent")]
    public void ThePullPolicyFollowsTheTag(string image, string policy)
    {
        var pod = StrategyRunner.Default<Pod>(Strategy, "{'spec':{'containers':[{'name':'c','image':'" + image + "'}]}}");

        Assert.Equal(policy, pod.Spec.Containers[0].ImagePullPolicy);
    }

    [Fact]
    public void RequestsDefaultToLimits()
    {
        var pod = StrategyRunner.Default<Pod>(
            Strategy,
            "{'spec':{'containers':[{'name':'c','resources':{'limits':{'cpu':'1','memory':'1Gi'},'requests':{'cpu':'500m'}}}]}}");

        Assert.Equal("500m", pod.Spec.Containers[0].Resources.Requests["cpu"].ToString());
        Assert.Equal("1Gi", pod.Spec.Containers[0].Resources.Requests["memory"].ToString());
    }

    [Fact]
    public void ProbesPortsVolumesAndFieldReferencesAreFilledIn()
    {
        var pod = StrategyRunner.Default<Pod>(
            Strategy,
            """
            {'spec':{'hostNetwork':true,'containers':[{'name':'c','image':'i:1','ports':[{'containerPort':80}],
            'env':[{'name':'N','valueFrom':{'fieldRef':{'fieldPath':'metadata.name'}}}],
            'livenessProbe':{'httpGet':{'port':80}},'readinessProbe':{'grpc':{'port':1}}}],
            'volumes':[{'name':'e'},{'name':'s','secret':{'secretName':'s'}},{'name':'h','hostPath':{'path':'/x'}},
            {'name':'p','projected':{'sources':[{'serviceAccountToken':{'path':'t'}}]}}]}}
            """);
        var container = pod.Spec.Containers[0];

        Assert.Equal("TCP", container.Ports[0].Protocol);
        Assert.Equal(80, container.Ports[0].HostPort);
        Assert.Equal("v1", container.Env[0].ValueFrom!.FieldRef!.APIVersion);
        Assert.Equal("/", container.LivenessProbe!.HTTPGet!.Path);
        Assert.Equal("HTTP", container.LivenessProbe.HTTPGet.Scheme);
        Assert.Equal((1, 10, 1, 3), (container.LivenessProbe.TimeoutSeconds, container.LivenessProbe.PeriodSeconds, container.LivenessProbe.SuccessThreshold, container.LivenessProbe.FailureThreshold));
        Assert.Equal("", container.ReadinessProbe!.GRPC!.Service);
        Assert.NotNull(pod.Spec.Volumes[0].EmptyDir);
        Assert.Equal(420, pod.Spec.Volumes[1].Secret!.DefaultMode);
        Assert.Equal("", pod.Spec.Volumes[2].HostPath!.Type);
        Assert.Equal(3600, pod.Spec.Volumes[3].Projected!.Sources[0].ServiceAccountToken!.ExpirationSeconds);
        Assert.Same(pod, Strategy.Default(pod));
    }

    [Fact]
    public void BothServiceAccountFieldsAgree()
    {
        var pod = StrategyRunner.Default<Pod>(Strategy, "{'spec':{'serviceAccount':'builder','containers':[{'name':'c'}]}}");

        Assert.Equal("builder", pod.Spec.ServiceAccountName);
        Assert.Equal("builder", pod.Spec.DeprecatedServiceAccount);
    }

    [Theory]
    [InlineData("{}", "BestEffort")]
    [InlineData("{'requests':{'cpu':'1'}}", "Burstable")]
    [InlineData("{'limits':{'cpu':'1'}}", "Burstable")]
    [InlineData("{'limits':{'cpu':'1','memory':'1Gi'}}", "Guaranteed")]
    [InlineData("{'limits':{'cpu':'1','memory':'1Gi'},'requests':{'cpu':'500m'}}", "Burstable")]
    public void TheQosClassIsSetAtCreation(string resources, string expected)
    {
        var pod = StrategyRunner.Create<Pod>(Strategy, "{'spec':{'containers':[{'name':'c','resources':" + resources + "}]},'status':{'phase':'Running'}}");

        Assert.Equal(expected, pod.Status.QOSClass);
        Assert.Equal("Pending", pod.Status.Phase);
        Assert.Equal(1, pod.Metadata.Generation);
    }

    [Fact]
    public void MatchLabelKeysBecomeExpressions()
    {
        var pod = StrategyRunner.Create<Pod>(
            Strategy,
            """
            {'metadata':{'labels':{'v':'2'}},'spec':{'containers':[{'name':'c'}],'affinity':{'podAntiAffinity':{
            'requiredDuringSchedulingIgnoredDuringExecution':[{'topologyKey':'h','labelSelector':{},'mismatchLabelKeys':['v']}]}}}}
            """);
        var term = pod.Spec.Affinity!.PodAntiAffinity!.RequiredDuringSchedulingIgnoredDuringExecution[0];

        Assert.Equal(("v", "NotIn", "2"), (term.LabelSelector!.MatchExpressions[0].Key, term.LabelSelector.MatchExpressions[0].Operator, term.LabelSelector.MatchExpressions[0].Values[0]));
    }
}
