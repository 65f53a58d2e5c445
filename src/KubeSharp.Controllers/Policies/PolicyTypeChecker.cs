using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel;
using KubeSharp.Cel.Admission;
using KubeSharp.Cel.Types;

namespace KubeSharp.Controllers.Policies;

/// <summary>Compiles the validations of a policy once for each kind that it is about.</summary>
internal sealed class PolicyTypeChecker(ResourceTypes types)
{
    /// <summary>Upstream's limit: a policy about more kinds is checked for the first ones.</summary>
    private const int MaxKinds = 10;

    public ApiList<ExpressionWarning> Check(ValidatingAdmissionPolicySpec spec)
    {
        var environments = KindsOf(spec.MatchConstraints)
            .Select(kind => (Kind: kind, Environment: EnvironmentOf(spec, kind)))
            .ToList();
        var warnings = new List<ExpressionWarning>();
        foreach (var (index, validation) in spec.Validations.Index())
        {
            Check(warnings, environments, $"spec.validations[{index}].expression", validation.Expression);
            if (validation.MessageExpression.Length > 0)
            {
                Check(warnings, environments, $"spec.validations[{index}].messageExpression", validation.MessageExpression);
            }
        }

        return [.. warnings];
    }

    private static void Check(
        List<ExpressionWarning> warnings, List<(CheckedKind Kind, CelEnvironment Environment)> environments, string field, string expression)
    {
        var texts = new List<string>();
        foreach (var (kind, environment) in environments)
        {
            if (Problem(environment, expression) is { } problem)
            {
                texts.Add($"{kind}: {problem}\n");
            }
        }

        if (texts.Count > 0)
        {
            warnings.Add(new ExpressionWarning { FieldRef = field, Warning = string.Join('\n', texts) });
        }
    }

    private static string? Problem(CelEnvironment environment, string expression)
    {
        try
        {
            environment.Compile(expression);
            return null;
        }
        catch (CelCompileException e)
        {
            return e.Message;
        }
    }

    private CelEnvironment EnvironmentOf(ValidatingAdmissionPolicySpec spec, CheckedKind kind)
    {
        var parameters = spec.ParamKind is { } param ? types.FindKind(param.APIVersion, param.Kind) ?? CelType.Dyn : null;
        var environment = AdmissionEnvironment.Typed(kind.Type, parameters);
        var variables = new List<KeyValuePair<string, CelType>>();
        foreach (var variable in spec.Variables)
        {
            variables.Add(new(variable.Name, TypeOf(AdmissionEnvironment.WithVariables(environment, variables), variable.Expression)));
        }

        return AdmissionEnvironment.WithVariables(environment, variables);
    }

    /// <summary>A variable that does not fit is no reason for warnings about those who use it.</summary>
    private static CelType TypeOf(CelEnvironment environment, string expression)
    {
        try
        {
            return environment.Compile(expression).ResultType;
        }
        catch (CelCompileException)
        {
            return CelType.Dyn;
        }
    }

    /// <summary>Rules with a wildcard name no kind, and subresources have none of their own here.</summary>
    private IEnumerable<CheckedKind> KindsOf(MatchResources? constraints) =>
        (constraints?.ResourceRules ?? default)
            .Where(static rule => !rule.APIGroups.Contains("*") && !rule.APIVersions.Contains("*"))
            .SelectMany(rule =>
                from version in rule.APIVersions
                from @group in rule.APIGroups
                from resource in rule.Resources
                where resource.AsSpan().IndexOfAny('*', '/') < 0
                select types.Find(@group, version, resource))
            .OfType<CheckedKind>()
            .DistinctBy(static kind => kind.ToString())
            .Take(MaxKinds)
            .OrderBy(static kind => kind.ToString(), StringComparer.Ordinal);
}
