using KubeSharp.ApiServer.Resources.Autoscaling;
using KubeSharp.ApiServer.Resources.Events;
using AutoscalingV1 = KubeSharp.Api.Autoscaling.V1;
using AutoscalingV2 = KubeSharp.Api.Autoscaling.V2;
using CoreV1 = KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class ConverterTests
{
    [Fact]
    public void EventsSurviveTheWayToTheOtherGroupAndBack()
    {
        var converter = new EventConverter();
        var value = StrategyRunner.Read<CoreV1.Event>(
            "{'metadata':{'name':'e','namespace':'d'},'involvedObject':{'kind':'Pod','name':'p'},'reason':'R','message':'m','count':2,'type':'Normal','source':{'component':'c'},'eventTime':'2026-05-01T11:00:00.000001Z','series':{'count':3}}");

        Assert.Equal(value, converter.ToStored(converter.ToServed(value)));
    }

    [Fact]
    public void AutoscalersSurviveTheWayToTheFirstVersionAndBack()
    {
        var converter = new HorizontalPodAutoscalerConverter();
        var value = StrategyRunner.Default<AutoscalingV2.HorizontalPodAutoscaler>(
            new HorizontalPodAutoscalerStrategy(),
            "{'metadata':{'name':'h'},'spec':{'scaleTargetRef':{'kind':'Deployment','name':'w','apiVersion':'apps/v1'},'maxReplicas':4,'behavior':{'scaleDown':{'stabilizationWindowSeconds':9}},'metrics':[{'type':'Pods','pods':{'metric':{'name':'q'},'target':{'type':'AverageValue','averageValue':'5'}}},{'type':'Resource','resource':{'name':'cpu','target':{'type':'Utilization','averageUtilization':60}}}]},'status':{'conditions':[{'type':'AbleToScale','status':'True'}]}}");
        var served = (AutoscalingV1.HorizontalPodAutoscaler)converter.ToServed(value);

        Assert.Equal(60, served.Spec.TargetCPUUtilizationPercentage);
        Assert.Equal(value, converter.ToStored(served));
    }
}
