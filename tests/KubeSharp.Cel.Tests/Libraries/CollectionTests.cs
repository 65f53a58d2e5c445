namespace KubeSharp.Cel.Tests.Libraries;

public sealed class CollectionTests
{
    [Theory]
    [InlineData("[1, 2, 2].isSorted() && ![2, 1].isSorted() && ['a', 'b'].isSorted() && [].isSorted() && [true].isSorted()")]
    [InlineData("[1.0, 2.0].isSorted() && [1u, 2u].isSorted() && [duration('1s'), duration('2s')].isSorted() && [timestamp(0), timestamp(1)].isSorted() && [b'a', b'b'].isSorted()")]
    [InlineData("[1, 2].sum() == 3 && [1.5, 1.5].sum() == 3.0 && [1u].sum() == 1u && [duration('1s'), duration('2s')].sum() == duration('3s') && numbers.filter(x, false).sum() == 0")]
    [InlineData("[3, 1, 2].min() == 1 && [3, 1, 2].max() == 3 && ['b', 'a'].min() == 'a' && [1.5, 0.5].max() == 1.5")]
    [InlineData("[1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(5) == -1 && ['a'].lastIndexOf('b') == -1")]
    [InlineData("sets.contains([1, 2, 3], [2, 3]) && !sets.contains([1], [2]) && sets.contains([1], []) && sets.contains([1, 2], [2, 2])")]
    [InlineData("sets.equivalent([1, 2], [2, 1, 1]) && !sets.equivalent([1], [1, 2])")]
    [InlineData("sets.intersects([1, 2], [2, 3]) && !sets.intersects([1], [2]) && !sets.intersects([], [1])")]
    public void Functions(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("numbers.filter(x, false).min()", "min called on empty list")]
    [InlineData("numbers.filter(x, false).max()", "max called on empty list")]
    [InlineData("[9223372036854775807, 1].sum()", "integer overflow")]
    [InlineData("[dyn(1), dyn('a')].sum()", "no such overload")]
    [InlineData("[dyn(1), dyn('a')].isSorted()", "no such overload")]
    public void Failures(string expression, string message) => CelCases.Fails(expression, message);
}
