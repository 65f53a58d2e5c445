using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class WorkloadTests
{
    private const string Template = "'selector':{'matchLabels':{'app':'w'}},'template':{'metadata':{'labels':{'app':'w'}},'spec':{'containers':[{'name':'c','image':'x:1'}]}}";

    private static readonly DeploymentResource Deployments = new();

    [Fact]
    public void DeploymentsGetUpstreamsDefaults()
    {
        var spec = Create<Deployment>(Deployments, Template).Spec;

        Assert.Equal((1, 10, 600), (spec.Replicas, spec.RevisionHistoryLimit, spec.ProgressDeadlineSeconds));
        Assert.Equal(("RollingUpdate", "25%", "25%"), (spec.Strategy.Type, spec.Strategy.RollingUpdate!.MaxUnavailable!.Value.StringValue, spec.Strategy.RollingUpdate.MaxSurge!.Value.StringValue));
        Assert.Equal("IfNotPresent", spec.Template.Spec.Containers[0].ImagePullPolicy);
        Assert.Null(spec.Template.Spec.EnableServiceLinks);
    }

    [Theory]
    [InlineData("'replicas':-1," + Template, "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("'template':{'metadata':{'labels':{'app':'w'}},'spec':{'containers':[{'name':'c','image':'x'}]}}", "spec.selector: Required value|spec.template.metadata.labels: Invalid value: {\"app\":\"w\"}: `selector` does not match template `labels`")]
    [InlineData("'selector':{'matchLabels':{'app':'v'}},'template':{'metadata':{'labels':{'app':'w'}},'spec':{'containers':[{'name':'c','image':'x'}]}}", "spec.template.metadata.labels: Invalid value: {\"app\":\"w\"}: `selector` does not match template `labels`")]
    [InlineData("'strategy':{'type':'Recreate','rollingUpdate':{}}," + Template, "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'")]
    [InlineData("'strategy':{'rollingUpdate':{'maxUnavailable':0,'maxSurge':0}}," + Template, "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    [InlineData("'strategy':{'rollingUpdate':{'maxUnavailable':'101%'}}," + Template, "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("'minReadySeconds':700," + Template, "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds")]
    public void ABadDeploymentIsRefused(string spec, string errors) => Assert.Equal(errors.Split('|'), Errors<Deployment>(Deployments, spec));

    [Fact]
    public void OnlyPodsThatAreAlwaysRestartedCanBeKeptRunning() => Assert.Equal(
        [
            "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"",
            "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported",
        ],
        Errors<ReplicaSet>(
            new ReplicaSetStrategy(),
            "'selector':{'matchLabels':{'app':'w'}},'template':{'metadata':{'labels':{'app':'w'}},'spec':{'restartPolicy':'Never','activeDeadlineSeconds':3,'containers':[{'name':'c','image':'x'}]}}"));

    [Fact]
    public void TheSelectorOfADeploymentIsImmutable()
    {
        var old = Create<Deployment>(Deployments, Template);
        var labels = old.Spec.Selector!.MatchLabels.Set("x", "y");
        var value = old with
        {
            Spec = old.Spec with
            {
                Selector = old.Spec.Selector with { MatchLabels = labels },
                Template = old.Spec.Template with { Metadata = old.Spec.Template.Metadata with { Labels = labels } },
            },
        };

        Assert.Equal(
            ["spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"w\",\"x\":\"y\"}}: field is immutable"],
            StrategyRunner.UpdateErrors(Deployments, value, old));
    }

    [Fact]
    public void TheGenerationCountsChangesOfTheSpecOnly()
    {
        var old = Create<Deployment>(Deployments, Template);
        var context = StrategyRunner.Context();
        var scaled = Deployments.PrepareForUpdate(context, old with { Spec = old.Spec with { Replicas = 3 } }, old);
        var labelled = Deployments.PrepareForUpdate(
            context, old with { Metadata = old.Metadata with { Labels = old.Metadata.Labels.Set("a", "b") } }, old);
        var status = Deployments.PrepareForStatusUpdate(
            context, old with { Spec = old.Spec with { Replicas = 9 }, Status = new DeploymentStatus { Replicas = 2 } }, old);

        Assert.Equal((1L, 2L, 1L, 1L), (old.Metadata.Generation, scaled.Metadata.Generation, labelled.Metadata.Generation, status.Metadata.Generation));
        Assert.Equal((1, 2), (((Deployment)status).Spec.Replicas, ((Deployment)status).Status.Replicas));
    }

    [Fact]
    public void StatefulSetsKeepMostOfTheirSpec()
    {
        var strategy = new StatefulSetStrategy();
        var old = Create<StatefulSet>(strategy, "'serviceName':'s'," + Template);

        Assert.Equal(("OrderedReady", "RollingUpdate", 0), (old.Spec.PodManagementPolicy, old.Spec.UpdateStrategy.Type, old.Spec.UpdateStrategy.RollingUpdate!.Partition));
        Assert.Equal("Retain", old.Spec.PersistentVolumeClaimRetentionPolicy!.WhenDeleted);
        Assert.Empty(StrategyRunner.UpdateErrors(strategy, old with { Spec = old.Spec with { Replicas = 4 } }, old));
        Assert.Equal(
            ["spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"],
            StrategyRunner.UpdateErrors(strategy, old with { Spec = old.Spec with { ServiceName = "t" } }, old));
    }

    [Fact]
    public void StatefulSetsMountTheirClaims()
    {
        const string Claiming = "'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}],"
            + "'selector':{'matchLabels':{'app':'w'}},'template':{'metadata':{'labels':{'app':'w'}},'spec':{'containers':[{'name':'c','image':'x:1',"
            + "'volumeMounts':[{'name':'data','mountPath':'/data'}]}]}}";

        Assert.Single(Create<StatefulSet>(new StatefulSetStrategy(), Claiming).Spec.VolumeClaimTemplates);
    }

    [Fact]
    public void DaemonSetsCountTheChangesOfTheirTemplate()
    {
        const string Key = "deprecated.daemonset.template.generation";
        var strategy = new DaemonSetStrategy();
        var old = Create<DaemonSet>(strategy, Template);
        var template = old.Spec.Template with { Spec = old.Spec.Template.Spec with { Hostname = "h" } };
        var updated = strategy.PrepareForUpdate(StrategyRunner.Context(), old with { Spec = old.Spec with { Template = template } }, old);

        Assert.Equal(("1", "2"), (old.Metadata.Annotations[Key], updated.Metadata.Annotations[Key]));
        Assert.Equal((1, 0), (old.Spec.UpdateStrategy.RollingUpdate!.MaxUnavailable!.Value.IntValue, old.Spec.UpdateStrategy.RollingUpdate.MaxSurge!.Value.IntValue));
        Assert.Equal(
            ["spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0"],
            Errors<DaemonSet>(strategy, "'updateStrategy':{'rollingUpdate':{'maxUnavailable':0}}," + Template));
    }

    [Fact]
    public void ReplicationControllersTakeTheirLabelsFromTheTemplate()
    {
        var value = Create<ReplicationController>(
            new ReplicationControllerStrategy(), "'template':{'metadata':{'labels':{'app':'w'}},'spec':{'containers':[{'name':'c','image':'x'}]}}");

        Assert.Equal(("w", "w", 1), (value.Spec.Selector["app"], value.Metadata.Labels["app"], value.Spec.Replicas));
    }

    [Fact]
    public void Rows()
    {
        var deployment = Create<Deployment>(Deployments, Template) with
        {
            Status = new DeploymentStatus { ReadyReplicas = 1, UpdatedReplicas = 2, AvailableReplicas = 1 },
        };
        var daemons = Create<DaemonSet>(new DaemonSetStrategy(), Template) with { Status = new DaemonSetStatus { DesiredNumberScheduled = 3 } };

        Assert.Equal("w | 1/1 | 2 | 1 | 0s | c | x:1 | app=w", StrategyRunner.Row(Deployments, deployment));
        Assert.Equal("w | 3 | 0 | 0 | 0 | 0 | <none> | 0s | c | x:1 | app=w", StrategyRunner.Row(new DaemonSetStrategy(), daemons));
        Assert.Equal("w | 1 | 0 | 0 | 0s | c | x:1 | app=w", StrategyRunner.Row(new ReplicaSetStrategy(), Create<ReplicaSet>(new ReplicaSetStrategy(), Template)));
        Assert.Equal("w | 0/1 | 0s | c | x:1", StrategyRunner.Row(new StatefulSetStrategy(), Create<StatefulSet>(new StatefulSetStrategy(), Template)));
    }

    private static T Create<T>(ResourceStrategy strategy, string spec)
        where T : ApiObject, IApiKind<T> => StrategyRunner.Create<T>(strategy, "{'metadata':{'name':'w','namespace':'d'},'spec':{" + spec + "}}");

    private static string[] Errors<T>(ResourceStrategy strategy, string spec)
        where T : ApiObject, IApiKind<T> => StrategyRunner.CreateErrors<T>(strategy, "{'metadata':{'name':'w','namespace':'d'},'spec':{" + spec + "}}");
}
