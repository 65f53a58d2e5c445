using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>One of the validations of a policy.</summary>
/// <param name="Source">As written.</param>
/// <param name="Program">Gives a truth value.</param>
/// <param name="Message">Gives a text; null if there is none.</param>
internal sealed record CompiledValidation(Validation Source, CelProgram Program, CelProgram? Message)
{
    public string DefaultMessage => Source.Message.Length > 0 ? Source.Message.Trim() : $"failed expression: {Source.Expression.Trim()}";

    /// <exception cref="CelCompileException">It does not compile.</exception>
    public static CompiledValidation Of(Validation validation, CelEnvironment environment) => new(
        validation,
        environment.Compile(validation.Expression),
        validation.MessageExpression.Length == 0 ? null : environment.Compile(validation.MessageExpression));
}
