using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>What a namespace's labels ask for.</summary>
internal readonly record struct NamespacePolicy(LevelVersion Enforce, LevelVersion Audit, LevelVersion Warn)
{
    private const string Prefix = "pod-security.kubernetes.io/";

    public bool IsPrivileged =>
        Enforce.Level == PodSecurityLevel.Privileged && Audit.Level == PodSecurityLevel.Privileged && Warn.Level == PodSecurityLevel.Privileged;

    /// <summary>A label that cannot be read counts as restricted; unlabelled modes take the defaults, and warn and audit follow enforce's.</summary>
    public static NamespacePolicy Parse(ApiMap<string> labels, NamespacePolicy defaults, List<StatusCause>? errors = null)
    {
        if (labels.Count == 0)
        {
            return defaults;
        }

        return new NamespacePolicy(
            Read(labels, "enforce", defaults.Enforce, errors),
            Read(labels, "audit", defaults.Audit, errors),
            Read(labels, "warn", defaults.Warn, errors));
    }

    private static LevelVersion Read(ApiMap<string> labels, string mode, LevelVersion fallback, List<StatusCause>? errors)
    {
        var (level, minor) = fallback;
        if (labels.TryGetValue(Prefix + mode, out var levelText) && !LevelVersion.TryParseLevel(levelText, out level))
        {
            errors?.Add(Cause(Prefix + mode, levelText, "must be one of privileged, baseline, restricted"));
        }

        if (labels.TryGetValue(Prefix + mode + "-version", out var versionText) && !LevelVersion.TryParseVersion(versionText, out minor))
        {
            errors?.Add(Cause(Prefix + mode + "-version", versionText, "must be \"latest\" or \"v1.x\""));
        }

        return new LevelVersion(level, minor);
    }

    private static StatusCause Cause(string label, string value, string detail) => new()
    {
        Type = CauseType.FieldValueInvalid,
        Field = $"metadata.labels[{label}]",
        Message = $"Invalid value: \"{value}\": {detail}",
    };
}
