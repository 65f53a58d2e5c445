using KubeSharp.Cel;
using KubeSharp.Cel.Admission;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>What an AuthenticationConfiguration makes of claims by expressions (KEP-3331).</summary>
internal sealed record ClaimExpressions
{
    /// <summary>Of the mappings and rules about claims.</summary>
    public static CelEnvironment OfClaims { get; } = CelEnvironment.Kubernetes.With(("claims", CelType.Map(CelType.String, CelType.Dyn)));

    /// <summary>Of the rules about the user that the mappings have made.</summary>
    public static CelEnvironment OfUser { get; } = CelEnvironment.Kubernetes.With(("user", AdmissionTypes.UserInfo));

    /// <summary>Null where a claim is the name.</summary>
    public CelProgram? Username { get; init; }

    public CelProgram? Groups { get; init; }

    public CelProgram? Uid { get; init; }

    public IReadOnlyList<(string Key, CelProgram Value)> Extra { get; init; } = [];

    public IReadOnlyList<ClaimRule> ClaimRules { get; init; } = [];

    public IReadOnlyList<ClaimRule> UserRules { get; init; } = [];

    public bool IsEmpty => Username is null && Groups is null && Uid is null && Extra.Count == 0 && ClaimRules.Count == 0 && UserRules.Count == 0;
}
