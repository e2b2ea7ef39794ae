"""What a paper is made from: pharmacy, language, stock, the plan with its rows; and the errors of papers."""
