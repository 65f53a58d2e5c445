using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Policies.Mutations;

/// <summary>One of the mutations of a policy.</summary>
internal abstract class PolicyMutation
{
    /// <exception cref="CelCompileException">It does not compile.</exception>
    public static PolicyMutation Of(Mutation mutation, CelEnvironment environment) => mutation.PatchType == "JSONPatch"
        ? new JsonPatchMutation(environment.Compile(mutation.JSONPatch?.Expression ?? ""))
        : new ApplyConfigurationMutation(environment.Compile(mutation.ApplyConfiguration?.Expression ?? ""));

    /// <param name="current">The object as it is.</param>
    /// <param name="type">Its type.</param>
    /// <param name="evaluation">What expressions see.</param>
    /// <exception cref="PolicyException">The mutation cannot be made.</exception>
    public abstract ApiKind Apply(ApiKind current, ApiType type, PolicyEvaluation evaluation);
}
