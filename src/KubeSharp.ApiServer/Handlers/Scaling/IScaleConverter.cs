using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;

namespace KubeSharp.ApiServer.Handlers.Scaling;

/// <summary>The view of an object as an autoscaling/v1 Scale.</summary>
internal interface IScaleConverter
{
    /// <summary>The fields, one in the other, that lead to the wanted number of replicas.</summary>
    IReadOnlyList<string> ReplicasPath { get; }

    Scale ToScale(ApiObject value);

    /// <summary>The object with the number of replicas that the scale asks for; nothing else of it counts.</summary>
    ApiObject WithReplicas(ApiObject value, int replicas);
}
