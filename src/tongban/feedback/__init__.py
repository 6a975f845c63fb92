"""好差评 and 找茬: what people say of services, and what government makes of it, under a clock.

Does: opens occasions to rate, takes one rating each, opens an order of rectification for a bad one; takes reports of
flaws and suggestions; publishes what became of them. Owns: occasions, ratings, orders, reports, campaigns, routes,
monthly counts and publications. Asks: catalogue (who implements an item), identity (who acts), cases (how photos are
cleaned); its port: Screening. Tells: one line per step, of an anonymous rater neither person nor case.
"""
