using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Admission;

/// <summary>What the expressions of webhooks and policies may refer to.</summary>
public static class AdmissionEnvironment
{
    /// <summary>The variable that has the variables of a policy.</summary>
    public const string Variables = "variables";

    /// <summary>Of webhooks, and of policies without parameters. Values are given in this order: objects, request, namespace, authorizers.</summary>
    public static CelEnvironment WithoutParams { get; } = Typed(CelType.Dyn);

    /// <summary>The parameters come last.</summary>
    public static CelEnvironment WithParams { get; } = Typed(CelType.Dyn, CelType.Dyn);

    /// <summary>What a policy's expressions start from.</summary>
    public static CelEnvironment Of(ParamKind? parameters) => parameters is null ? WithoutParams : WithParams;

    /// <param name="resource">The type of <c>object</c> and <c>oldObject</c>.</param>
    /// <param name="parameters">The type of <c>params</c>; null if there are none.</param>
    public static CelEnvironment Typed(CelType resource, CelType? parameters = null)
    {
        var environment = CelEnvironment.Kubernetes.With(
            ("object", resource),
            ("oldObject", resource),
            ("request", AdmissionTypes.Request),
            ("namespaceObject", AdmissionTypes.Namespace),
            ("authorizer", AuthorizerValue.AuthorizerType),
            ("authorizer.requestResource", AuthorizerValue.ResourceCheckType));
        return parameters is null ? environment : environment.With(("params", parameters));
    }

    /// <summary>With the variables of a policy, which come last.</summary>
    public static CelEnvironment WithVariables(CelEnvironment environment, IEnumerable<KeyValuePair<string, CelType>> variables) =>
        environment.With((Variables, new ObjectType("kubernetes.variables", variables)));
}
