using KubeSharp.ApiServer.Fairness;

namespace KubeSharp.ApiServer.Tests.Fairness;

public sealed class SeatLendingTests
{
    [Fact]
    public void WhoNeedsMore_GetsWhatOthersLend()
    {
        var (_, shares) = SeatLending.Share([(10, 100, 10), (50, 100, 90)], 100);
        Assert.Equal(10, shares[0], 1);
        Assert.Equal(90, shares[1], 1);
    }

    [Fact]
    public void Nobody_GetsLessThanItsLowerBound()
    {
        var (_, shares) = SeatLending.Share([(40, 100, 40), (50, 100, 500)], 100);
        Assert.InRange(shares[0], 40, 41);
        Assert.Equal(100, shares.Sum(), 1);
    }

    [Theory]
    [InlineData(64, 6)]
    [InlineData(16, 4)]
    [InlineData(6, 6)]
    public void Hands_AreOfDifferentQueues(int deck, int size)
    {
        Span<int> hand = stackalloc int[size];
        for (var user = 0; user < 200; user++)
        {
            ShuffleSharding.Deal(ShuffleSharding.HashOf("schema", $"user-{user}"), deck, hand);
            Assert.Equal(size, hand.ToArray().Distinct().Count());
            Assert.All(hand.ToArray(), card => Assert.InRange(card, 0, deck - 1));
        }
    }
}
