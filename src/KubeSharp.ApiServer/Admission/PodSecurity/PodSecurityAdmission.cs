using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>
/// Holds pods to the level that their namespace's labels name (KEP-2579). Workloads are only warned about; their pods are what is
/// enforced. Labelling a namespace warns about the pods that are there already.
/// </summary>
internal sealed class PodSecurityAdmission(IObjectLookup objects, PodSecurityOptions options) : IValidatingAdmissionPlugin
{
    private const int MaxPodsChecked = 3000;
    private const string EnforcePolicy = "pod-security.kubernetes.io/enforce-policy";
    private const string Exempt = "pod-security.kubernetes.io/exempt";
    private const string AuditViolations = "pod-security.kubernetes.io/audit-violations";

    public string Name => "PodSecurity";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        switch (context.Object)
        {
            case Namespace ns when context.Subresource.Length == 0:
                ValidateNamespace(context, ns);
                break;
            case Pod pod when context.Subresource is "" or "ephemeralcontainers" or "resize":
                ValidatePod(context, pod);
                break;
            case var workload when context.Subresource.Length == 0 && PodTemplates.Of(workload) is { } template:
                WarnOfTemplate(context, template);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static string Sentence(LevelVersion version, string violations) => $"violate PodSecurity \"{version}\": {violations}";

    /// <summary>Most updates of pods touch nothing that the checks look at.</summary>
    private static bool IsInsignificant(Pod pod, Pod old) =>
        pod.Spec.Containers == old.Spec.Containers && pod.Spec.InitContainers == old.Spec.InitContainers
        && pod.Spec.EphemeralContainers == old.Spec.EphemeralContainers && pod.Metadata.Annotations == old.Metadata.Annotations;

    private void ValidatePod(AdmissionContext context, Pod pod)
    {
        if (IsExempt(context, pod.Spec.RuntimeClassName) || PolicyOf(context.Namespace) is not { IsPrivileged: false } policy
            || (context.OldObject is Pod old && IsInsignificant(pod, old)))
        {
            return;
        }

        if (context.Request.IsAudited)
        {
            context.Request.Annotate(EnforcePolicy, policy.Enforce.ToString());
        }

        var view = PodView.Of(pod.Metadata, pod.Spec);
        Audit(context, view, policy.Audit);
        var enforced = PodSecurityStandards.Evaluate(view, policy.Enforce);
        if (enforced.Length > 0)
        {
            throw context.Forbidden("violates" + Sentence(policy.Enforce, enforced)["violate".Length..]);
        }

        Warn(context, view, policy.Warn);
    }

    private void WarnOfTemplate(AdmissionContext context, PodTemplateSpec template)
    {
        if (!IsExempt(context, template.Spec.RuntimeClassName) && PolicyOf(context.Namespace) is { IsPrivileged: false } policy)
        {
            var view = PodView.Of(template.Metadata, template.Spec);
            Audit(context, view, policy.Audit);
            Warn(context, view, policy.Warn);
        }
    }

    private static void Audit(AdmissionContext context, PodView pod, LevelVersion version)
    {
        if (context.Request.IsAudited && PodSecurityStandards.Evaluate(pod, version) is { Length: > 0 } violations)
        {
            context.Request.Annotate(AuditViolations, "would " + Sentence(version, violations));
        }
    }

    private static void Warn(AdmissionContext context, PodView pod, LevelVersion version)
    {
        var violations = PodSecurityStandards.Evaluate(pod, version);
        if (violations.Length > 0)
        {
            context.Request.Warn("would " + Sentence(version, violations));
        }
    }

    private void ValidateNamespace(AdmissionContext context, Namespace ns)
    {
        var errors = new List<StatusCause>();
        var policy = NamespacePolicy.Parse(ns.Metadata.Labels, options.Defaults, errors);
        if (context.OldObject is not Namespace old)
        {
            Reject(ns, errors);
            return;
        }

        var before = NamespacePolicy.Parse(old.Metadata.Labels, options.Defaults);
        if (errors.Count > 0 && old.Metadata.Labels != ns.Metadata.Labels)
        {
            Reject(ns, errors);
        }

        var isStricter = policy.Enforce.Level > before.Enforce.Level || policy.Enforce.Minor != before.Enforce.Minor;
        if (isStricter && policy.Enforce.Level != PodSecurityLevel.Privileged && !options.ExemptNamespaces.Contains(ns.Metadata.Name))
        {
            WarnOfExistingPods(context, ns.Metadata.Name, policy.Enforce);
        }
    }

    private static void Reject(Namespace ns, List<StatusCause> errors)
    {
        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid("", "Namespace", ns.Metadata.Name, [.. errors]);
        }
    }

    private void WarnOfExistingPods(AdmissionContext context, string ns, LevelVersion version)
    {
        var byViolation = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pod in objects.List<Pod>(ns).Take(MaxPodsChecked))
        {
            var violations = PodSecurityStandards.Evaluate(PodView.Of(pod.Metadata, pod.Spec), version);
            if (violations.Length > 0)
            {
                if (!byViolation.TryGetValue(violations, out var names))
                {
                    byViolation[violations] = names = [];
                }

                names.Add(pod.Metadata.Name);
            }
        }

        if (byViolation.Count == 0)
        {
            return;
        }

        context.Request.Warn($"existing pods in namespace \"{ns}\" violate the new PodSecurity enforce level \"{version}\"");
        foreach (var (violations, names) in byViolation)
        {
            names.Sort(StringComparer.Ordinal);
            var others = names.Count switch
            {
                1 => "",
                2 => " (and 1 other pod)",
                var count => $" (and {count - 1} other pods)",
            };
            context.Request.Warn($"{names[0]}{others}: {violations}");
        }
    }

    private bool IsExempt(AdmissionContext context, string? runtimeClass)
    {
        var dimension = options.ExemptNamespaces.Contains(context.Namespace) ? "namespace"
            : options.ExemptUsernames.Contains(context.Request.User.Name) ? "user"
            : runtimeClass is not null && options.ExemptRuntimeClasses.Contains(runtimeClass) ? "runtimeClass"
            : "";
        if (dimension.Length == 0)
        {
            return false;
        }

        context.Request.Annotate(Exempt, dimension);
        return true;
    }

    private NamespacePolicy? PolicyOf(string ns) =>
        objects.Get<Namespace>("", ns) is { } found ? NamespacePolicy.Parse(found.Metadata.Labels, options.Defaults) : options.Defaults;
}
