using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.DynamicResources;

namespace KubeSharp.ApiServer.Tests.Resources.DynamicResources;

public sealed class DeviceSelectorExpressionTests
{
    [Theory]
    [InlineData("device.driver == 'dra.example.com'")]
    [InlineData("device.attributes['dra.example.com'].model == 'a' && device.attributes['dra.example.com'].cores > 3")]
    [InlineData("device.capacity['dra.example.com'].memory.compareTo(quantity('1Gi')) >= 0")]
    [InlineData("device.attributes['dra.example.com'].version.isGreaterThan(semver('1.0.0'))")]
    [InlineData("device.allowMultipleAllocations == true")]
    [InlineData("cel.bind(dra, device.attributes['dra.example.com'], dra.someBool && dra.anotherBool)")]
    [InlineData("device.attributes['dra.example.com'].flag")]
    public void GoodOnes(string expression)
    {
        var errors = Check(expression);
        Assert.True(errors.IsEmpty, errors.Causes.FirstOrDefault()?.Message);
    }

    [Theory]
    [InlineData("", "FieldValueRequired", "Required value")]
    [InlineData("device.driver", "FieldValueInvalid", "Invalid value: \"device.driver\": must evaluate to bool or the unknown type")]
    [InlineData("device.nothing == 1", "FieldValueInvalid", "undefined field 'nothing'")]
    [InlineData("dev", "FieldValueInvalid", "compilation failed: ERROR: <input>:1:1: undeclared reference to 'dev' (in container '')")]
    [InlineData("device.attributes.all(a, device.attributes.all(b, device.attributes.all(c, device.attributes.all(e, a + b + c == e))))", "FieldValueForbidden", "Forbidden: too complex, exceeds cost limit")]
    public void BadOnes(string expression, string type, string message)
    {
        var cause = Assert.Single(Check(expression).Causes);
        Assert.Equal(("spec.expression", type), (cause.Field, cause.Type));
        Assert.Contains(message, cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongOnesAreNotCompiled() =>
        Assert.StartsWith("Too long", Assert.Single(Check(new string('(', 11_000)).Causes).Message, StringComparison.Ordinal);

    private static ErrorList Check(string expression)
    {
        var errors = new ErrorList();
        DeviceSelectorExpressions.Check(errors, FieldPath.Root("spec").Child("expression"), expression);
        return errors;
    }
}
