using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>The APIService of a group version that this server serves itself.</summary>
internal static class LocalApiService
{
    /// <summary>Tells who looks after the object; its absence that nobody does but its maker.</summary>
    private const string AutoManaged = "kube-aggregator.kubernetes.io/automanaged";

    /// <summary>Made at the start: a built-in group version.</summary>
    public const string OnStart = "onstart";

    /// <summary>Made and deleted as definitions of custom resources come and go.</summary>
    public const string Continuously = "true";

    public static bool IsManaged(APIService service, string how) => service.Metadata.Labels.GetValueOrDefault(AutoManaged) == how;

    public static APIService Make(string group, string version, int groupPriority, int versionPriority, string how, DateTimeOffset now) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = version + "." + group,
            Labels = ApiMap<string>.From([new(AutoManaged, how)]),
        },
        Spec = new APIServiceSpec
        {
            Group = group,
            Version = version,
            GroupPriorityMinimum = groupPriority,
            VersionPriority = versionPriority,
        },
        Status = new APIServiceStatus
        {
            Conditions =
            [
                new APIServiceCondition
                {
                    Type = "Available",
                    Status = "True",
                    LastTransitionTime = new Time(now),
                    Reason = "Local",
                    Message = "Local APIServices are always available",
                },
            ],
        },
    };
}
