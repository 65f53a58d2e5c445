using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel;
using KubeSharp.Cel.Admission;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The variables that a policy declares. Each may refer to those before it.</summary>
internal sealed class PolicyVariables
{
    private PolicyVariables(IReadOnlyList<(string Name, CelProgram Program)> variables, CelEnvironment environment)
    {
        Variables = variables;
        Environment = environment;
    }

    public IReadOnlyList<(string Name, CelProgram Program)> Variables { get; }

    /// <summary>With all variables, for the other expressions of the policy.</summary>
    public CelEnvironment Environment { get; }

    /// <exception cref="CelCompileException">A variable does not compile.</exception>
    public static PolicyVariables Of(ApiList<Variable> variables, CelEnvironment environment)
    {
        var compiled = new List<(string Name, CelProgram Program)>();
        foreach (var variable in variables)
        {
            compiled.Add((variable.Name, With(environment, compiled).Compile(variable.Expression)));
        }

        return new PolicyVariables(compiled, With(environment, compiled));
    }

    private static CelEnvironment With(CelEnvironment environment, List<(string Name, CelProgram Program)> variables) => AdmissionEnvironment.WithVariables(
        environment, variables.Select(variable => new KeyValuePair<string, CelType>(variable.Name, variable.Program.ResultType)));
}
