using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>A FlowSchema with the level that it leads to.</summary>
internal sealed class Flow(FlowSchema schema, PriorityLevel level, FlowMetrics metrics)
{
    public string Name => schema.Metadata.Name;

    public string Uid => schema.Metadata.UID;

    public int Precedence => schema.Spec.MatchingPrecedence;

    public PriorityLevel Level => level;

    public FlowMetrics Metrics => metrics;

    public bool Matches(UserInfo user, RequestInfo info) => FlowRules.Match(schema.Spec.Rules, user, info);

    /// <summary>What tells the flows of one schema apart.</summary>
    public string Distinguisher(UserInfo user, RequestInfo info) => schema.Spec.DistinguisherMethod?.Type switch
    {
        "ByUser" => user.Name,
        "ByNamespace" => info.Namespace,
        _ => "",
    };
}
